import { setFlagsFromString } from 'node:v8';

/**
 * Calls after which V8 compiles a function, and calls it waits after a new kind of value came along. Its own
 * 400 and 500 are for a page that runs hot at once; at 50 requests a second they keep a pod in the
 * interpreter for most of its first minute, where a request costs a third more.
 */
const CALLS = 50;

/**
 * For a process that is ready: compiling this early costs a start a third of its CPU. Node.js warns of flags
 * that are set late; these two are numbers that V8 reads anew at every decision.
 * https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export function compileEarly(): void {
  setFlagsFromString(`--invocation-count-for-maglev=${CALLS}`);
  setFlagsFromString(`--minimum-invocations-after-ic-update=${CALLS}`);
}
