import { catalogue } from './message.ts';

/** What every command says of its flags. */
export const COMMAND_LINE = catalogue({
  'command-line.lang': { en: 'en or ko', ko: 'en 또는 ko' },
  'command-line.lang.default': { en: "the locale's", ko: '로캘의 언어' },
  'command-line.yes': { en: 'do not ask', ko: '묻지 않습니다' },
  'command-line.help': { en: 'this page', ko: '이 도움말' },
  'command-line.default': { en: 'default', ko: '기본값' },
  'command-line.unknownFlag': {
    en: "Unknown option '{flag}' (--help lists the flags)",
    ko: '알 수 없는 플래그입니다: {flag} (플래그 목록: --help)',
  },
  'command-line.needsValue': {
    en: "Option '{flag}' argument missing (--help lists the flags)",
    ko: '플래그에 값이 필요합니다: {flag} (플래그 목록: --help)',
  },
  'command-line.takesNoValue': {
    en: "Option '{flag}' does not take an argument (--help lists the flags)",
    ko: '값을 받지 않는 플래그입니다: {flag} (플래그 목록: --help)',
  },
  'command-line.unknownWord': {
    en: 'nobody asked for "{words}" (--help lists what is)',
    ko: '"{words}": 받지 않는 단어입니다(--help로 목록을 볼 수 있습니다)',
  },
  'command-line.notAnAddress': {
    en: '{flag} {value} is not an http address such as {example}',
    ko: '{flag} {value}: {example} 같은 http 주소가 아닙니다',
  },
  'command-line.hasCredentials': {
    en: '{flag}: an address with a user name or password is not supported',
    ko: '{flag}: 사용자 이름이나 암호가 들어 있는 주소는 쓸 수 없습니다',
  },
  'command-line.notAShare': {
    en: '{flag} {value} is not a share from 0.001% to 50%, such as 0.05%',
    ko: '{flag} {value}: 0.001%부터 50%까지의 비율이 아닙니다. 예: 0.05%',
  },
  'command-line.notANumber': {
    en: '{flag} {value} is not a number from {least} to {most}',
    ko: '{flag} {value}: {least}부터 {most}까지의 숫자가 아닙니다',
  },
  'command-line.notAChoice': {
    en: '{flag} {value} is not {list}',
    ko: '{flag} {value}: {list}이어야 합니다',
  },
  'terminal.yesOrNo': { en: '[y/N]', ko: '[예/아니요]' },
  'command-line.or': { en: '{first} or {last}', ko: '{first} 또는 {last}' },
  'command-line.npmKept': {
    en: "npm kept {flags} to itself. What stands behind -- reaches the command:\n  {command} -- {rest}\n  {command} '--' {rest}    (in PowerShell)",
    ko: "npm이 {flags}을(를) 자신의 플래그로 가져갔습니다. -- 뒤에 쓴 것만 명령에 전달됩니다:\n  {command} -- {rest}\n  {command} '--' {rest}    (PowerShell에서)",
  },
});
