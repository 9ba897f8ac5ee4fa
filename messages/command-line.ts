import { catalogue } from './message.ts';

/** The flags that every command has, and errors in a command line. */
export const COMMAND_LINE = catalogue({
  'command-line.lang': ['en or ko', 'en 또는 ko'],
  'command-line.lang.default': ["the locale's", '로캘의 언어'],
  'command-line.yes': ['do not ask', '묻지 않습니다'],
  'command-line.help': ['this page', '이 도움말'],
  'command-line.default': ['default', '기본값'],
  'command-line.unknownFlag': `
    Unknown option '{flag}' (--help lists the flags)
    알 수 없는 플래그입니다: {flag} (플래그 목록: --help)`,
  'command-line.needsValue': `
    Option '{flag}' argument missing (--help lists the flags)
    플래그에 값이 필요합니다: {flag} (플래그 목록: --help)`,
  'command-line.takesNoValue': `
    Option '{flag}' does not take an argument (--help lists the flags)
    값을 받지 않는 플래그입니다: {flag} (플래그 목록: --help)`,
  'command-line.unknownWord': `
    unexpected argument "{words}" (--help lists the arguments)
    "{words}": 알 수 없는 인수입니다(인수 목록: --help)`,
  'command-line.notAnAddress': `
    {flag} {value} is not an http address such as {example}
    {flag} {value}: {example} 같은 http 주소가 아닙니다`,
  'command-line.hasCredentials': `
    {flag}: an address with a user name or password is not supported
    {flag}: 사용자 이름이나 암호가 들어 있는 주소는 쓸 수 없습니다`,
  'command-line.notAShare': `
    {flag} {value} is not a share from 0.001% to 50%, such as 0.05%
    {flag} {value}: 0.001%부터 50%까지의 비율이 아닙니다. 예: 0.05%`,
  'command-line.notANumber': `
    {flag} {value} is not a number from {least} to {most}
    {flag} {value}: {least}부터 {most}까지의 숫자가 아닙니다`,
  'command-line.notAChoice': ['{flag} {value} is not {list}', '{flag} {value}: {list} 중 하나여야 합니다'],
  'command-line.or': ['{first} or {last}', '{first} 또는 {last}'],
  'command-line.npmKept': [
    "npm kept {flags} to itself. What stands behind -- reaches the command:\n  {command} -- {rest}\n  {command} '--' {rest}    (in PowerShell)",
    "npm이 {flags}을(를) 자신의 플래그로 가져갔습니다. -- 뒤에 쓴 것만 명령에 전달됩니다:\n  {command} -- {rest}\n  {command} '--' {rest}    (PowerShell에서)",
  ],
  'terminal.yesOrNo': ['[y/N]', '[예/아니요]'],
});
