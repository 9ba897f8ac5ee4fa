import * as Type from 'typebox';

/** The `seconds` parameter of a fault that simply lasts. */
export function duration(defaultSeconds: number, maxSeconds = 3600) {
  return Type.Integer({ minimum: 1, maximum: maxSeconds, default: defaultSeconds, description: 'how long' });
}

/** The `percent` parameter of a fault that hits a share of the requests. */
export const PERCENT = Type.Integer({
  minimum: 1,
  maximum: 100,
  default: 100,
  description: 'share of the requests that are hit',
});
