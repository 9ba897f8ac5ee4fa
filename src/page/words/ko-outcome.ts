import type { RefusalCode } from '../../contract.ts';
import type { Missed, OrderResult, Parameters } from '../state/order-result.ts';
import { shortNameOf } from '../state/pod.ts';
import type { Status } from '../state/status.ts';
import { parameters, statuses } from './ko-fixed.ts';
import { figure, refusal } from './parts.ts';

export function outcome(event: OrderResult): string {
  switch (event.kind) {
    case 'started':
      return `${shortNameOf(event.pod)}: ${started(event.fault, event.parameters, event)}`;
    case 'started-on':
      return `파드 ${event.of}개 중 ${event.started}개에서 ${event.fault} 시작`;
    case 'trying':
      return `Service 뒤에서 ${shortNameOf(event.pod)} 찾는 중, ${event.tries}번째 시도…`;
    case 'missed':
      return `${missed(event.missed)}. 실행되지 않았습니다(${event.tries}번 시도).`;
    case 'stopped':
      return `${event.of}개 중 ${event.stopped}개 중지. ${event.missed.map(missed).join('. ')}.`;
    case 'verified':
      return `장애 ${event.stopped}개 중지. 파드 ${event.pods}개를 확인했고 진행 중인 장애가 없습니다.`;
    case 'out-of-bounds':
      return `${parameters[event.parameter as keyof typeof parameters] ?? event.parameter}: ${bounds(event.minimum, event.maximum) || '숫자'} 값이어야 합니다(입력: ${event.value}).`;
    case 'wrong-token':
      return '토큰이 올바르지 않습니다.';
    case 'token-needed':
      return '장애를 주입하려면 토큰이 필요합니다(FAULTS=token).';
    case 'guard-off':
      return '여기서는 장애를 주입할 수 없습니다(FAULTS=off).';
    case 'no-answer':
      return '응답이 없어 실행되었는지 알 수 없습니다.';
    case 'refused':
      return `거부됨: ${refusal(event, refusals)}`;
  }
}

const refusals: Readonly<Record<RefusalCode, string>> = {
  'faults-off': '여기서는 장애를 주입할 수 없습니다(FAULTS=off).',
  'token-needed': '장애를 주입하려면 토큰이 필요합니다(FAULTS=token).',
  'foreign-site': '다른 사이트에서 온 요청이라 거부했습니다. 이 페이지를 다시 열어 주세요.',
  'unnamed-site':
    '브라우저가 어느 페이지에서 보낸 요청인지 알리지 않았습니다. 이 페이지를 다시 열거나 curl을 사용하세요.',
  'unknown-host':
    '이 페이지의 호스트 이름은 허용되지 않습니다. Deployment의 ALLOWED_HOSTS에 추가하거나 노드의 주소로 여세요.',
  'shutting-down': '파드가 종료 중입니다.',
  'no-memory-limit': '누수를 끝낼 메모리 한도가 없습니다. 한도를 정하거나 최대(MiB)를 입력하세요.',
  'at-memory-limit': '컨테이너가 이미 메모리 한도에 이르렀습니다.',
  'read-only-folder': '{folder}에 쓸 수 없습니다. emptyDir를 마운트하거나 DISK_FILL_DIR을 바꾸세요.',
  'delay-too-long':
    '지연과 지터의 합은 {maximumMilliseconds} ms를 넘을 수 없습니다(입력: {askedMilliseconds} ms).',
};

export function bounds(minimum: number | undefined, maximum: number | undefined): string {
  if (minimum === undefined) return '';
  return maximum === undefined ? `${minimum} 이상` : `${minimum}–${maximum}`;
}

export function cannotStop(status: Status, endsInSeconds: number): string {
  const why =
    status === 'hung'
      ? '멈춘 파드는 요청을 처리하지 못합니다'
      : `파드가 ${statuses[status]} 상태라 요청을 받지 않습니다`;
  return `여기서 중지할 수 없습니다. ${why}. ${Math.ceil(endsInSeconds)}초 뒤 저절로 끝납니다`;
}

function missed({ pod, status, endsInSeconds }: Missed): string {
  const end = endsInSeconds === null ? '' : `, 장애는 ${Math.ceil(endsInSeconds)}초 뒤 저절로 끝남`;
  return `${shortNameOf(pod)} ${status === 'ready' ? '찾지 못함' : statuses[status]}${end}`;
}

function started(
  fault: string,
  values: Parameters,
  { endsInSeconds, ending }: { endsInSeconds: number; ending: string },
): string {
  const value = (name: string) => figure(values[name]);
  const seconds = `${figure(endsInSeconds)}초`;
  switch (fault) {
    case 'cpu-load':
      return `${seconds} 동안 CPU를 모두 합해 ${value('millicores')}m 사용`;
    case 'memory-leak': {
      const pace = `초당 ${value('mibPerSecond')} MiB 누수`;
      if (ending === 'oom-kill') return `${pace}, ${seconds} 뒤 OOMKilled`;
      if (ending === 'heap-abort') return `${pace}, ${seconds} 뒤 힙 한도에서 중단`;
      return `${pace}${values.maxMib === undefined ? '' : `, 최대 ${value('maxMib')} MiB`}, ${seconds} 뒤 반환`;
    }
    case 'latency': {
      const jitter = Number(values.jitterMilliseconds ?? 0) > 0 ? `±${value('jitterMilliseconds')}` : '';
      return `${seconds} 동안 응답의 ${value('percent')}%가 ${value('milliseconds')}${jitter} ms 늦어짐`;
    }
    case 'errors':
      return `${seconds} 동안 응답의 ${value('percent')}%가 ${value('status')}`;
    case 'unready':
      return `${seconds} 동안 레디니스 503. 쿠버네티스가 Service에서 제외합니다`;
    case 'unlive':
      return `${seconds} 동안 라이브니스 503. kubelet이 컨테이너를 재시작합니다`;
    case 'hang':
      return `${seconds} 동안 응답하지 않음. 프로브가 시간 초과됩니다`;
    case 'crash':
      return `${seconds} 뒤 종료 코드 ${value('exitCode')}(으)로 종료`;
    case 'disk-fill':
      return `${seconds} 동안 초당 ${value('mibPerSecond')} MiB, 최대 ${value('maxMib')} MiB 쓰기`;
    default:
      return `${fault} ${seconds}`;
  }
}
