import type { Config } from './config.ts';

/** Says why the service cannot listen and which environment variable changes that. */
export function explainListenError(
  error: NodeJS.ErrnoException,
  { host, port }: Pick<Config, 'host' | 'port'>,
): string {
  return `cannot listen on ${host}:${port}: ${error.message}${remedy(error.code, host, port)}`;
}

function remedy(code: string | undefined, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `; PORT=${port} is in use here: set PORT to another port, or to 0 for one that is free`;
    case 'EACCES':
      return `; this user may not listen on PORT=${port}: set PORT to 1024 or more`;
    // conda sets HOST to the name of its compiler's platform: x86_64-conda-linux-gnu.
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
      return `; HOST=${host} is not an address of this machine: unset HOST, or set it to an address to listen on`;
    default:
      return '';
  }
}
