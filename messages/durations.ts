const UNITS = {
  en: { second: ' s', minute: ' min', hour: ' h', day: ' days' },
  ko: { second: '초', minute: '분', hour: '시간', day: '일' },
} as const;

/** Formats of a placeholder: `seconds` and `minutes` take milliseconds, `span` takes seconds. */
export function durationsIn(locale: keyof typeof UNITS): Readonly<Record<string, (value: number) => string>> {
  const numbers = new Intl.NumberFormat(locale);
  const { second, minute, hour, day } = UNITS[locale];
  return { seconds, minutes, span };

  /** 30.3 s */
  function seconds(milliseconds: number): string {
    return `${(milliseconds / 1000).toFixed(1)}${second}`;
  }

  /** 7 s, 2 min 05 s: read at a glance. */
  function minutes(milliseconds: number): string {
    const whole = Math.round(milliseconds / 1000);
    if (whole < 60) return `${whole}${second}`;
    return `${Math.floor(whole / 60)}${minute} ${String(whole % 60).padStart(2, '0')}${second}`;
  }

  /** 40 s, 3 min, 2 h, 4 days: how long ago something was. */
  function span(ago: number): string {
    const inUnit = (length: number, unit: string) => `${numbers.format(Math.round(ago / length))}${unit}`;
    if (ago < 90) return inUnit(1, second);
    if (ago < 5400) return inUnit(60, minute);
    return ago < 172_800 ? inUnit(3600, hour) : inUnit(86_400, day);
  }
}
