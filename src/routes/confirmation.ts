import type { FastifyReply } from 'fastify';

/** No script and no frame. The form may only be sent to this origin, and the browser then sends Origin. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
  vary: 'accept',
} as const;

/**
 * Shown when someone types the address of a fault into a browser: what will happen, where, and a button
 * that starts it. The form has no action, so it goes to the same address, even behind a proxy that adds a
 * prefix.
 */
export function sendConfirmation(reply: FastifyReply, page: { pod: string; message: string }) {
  const { pod, message } = page;
  return send(
    reply.code(200),
    `<p>${escapeHtml(message)}.</p>
<form method="post"><button>실행 · Start</button></form>
<p lang="ko">이 페이지는 파드 <b>${escapeHtml(pod)}</b>가 보냈습니다. 버튼을 누르면 요청을 받은 파드에서 일어나며, 서비스에 파드가 여럿이면 다른 파드일 수도 있습니다.</p>
<p lang="en">This page came from pod <b>${escapeHtml(pod)}</b>. The button acts on the pod that gets the request; with several pods behind the Service that may be another one.</p>`,
  );
}

/** The result after the button was pressed. */
export function sendOutcome(reply: FastifyReply, page: { pod: string; message: string }) {
  const { pod, message } = page;
  return send(
    reply,
    `<p>${escapeHtml(message)}.</p>
<p lang="ko">파드 <b>${escapeHtml(pod)}</b>의 답입니다. <a href="./">라이브 페이지</a>에서 지켜볼 수 있습니다.</p>
<p lang="en">Pod <b>${escapeHtml(pod)}</b> says so. Watch it on <a href="./">the live page</a>.</p>`,
  );
}

/** Shown instead of the live page under a host name that anybody could own. */
export function sendUnknownHost(reply: FastifyReply, name: string) {
  const host = escapeHtml(name);
  return send(
    reply.code(403),
    `<p lang="ko"><b>${host}</b>은(는) 허용된 호스트 이름이 아닙니다. 누구나 자기 도메인을 이 노드로 향하게 할 수 있기 때문입니다. 내 이름이라면 <code>kubectl set env deployment/app-1-2-2-1 ALLOWED_HOSTS=${host}</code>를 실행하거나, 노드의 주소로 여세요.</p>
<p lang="en"><b>${host}</b> is not an allowed host name, since anybody can point a domain at this node. If the name is yours, run <code>kubectl set env deployment/app-1-2-2-1 ALLOWED_HOSTS=${host}</code>, or open the address of a node.</p>`,
  );
}

function send(reply: FastifyReply, body: string) {
  const html = `<!doctype html>
<html lang="ko"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>app-1-2-2-1</title>
<style>:root{color-scheme:light dark}body{font:1.1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1.5rem}</style>
${body}
</html>
`;
  return reply.headers(HEADERS).type('text/html; charset=utf-8').send(html);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
