import { describe, expect, it } from 'vitest';
import { catalogue, isMessage, messagesOf, sayIn, wordsIn } from '../../messages/message.ts';

const rows = catalogue({
  nothing: ['nothing was lost', '유실이 없습니다'],
  lost: `
    {lost} of {sent} {sent:request|requests} lost after {ms:seconds}
    요청 {sent}건 중 {lost}건 유실({ms:seconds} 뒤)`,
  reason: ['{pods}: {why}', '{pods}: {why}'],
});
const message = messagesOf(rows);
const korean = wordsIn(rows, 'ko');

describe('a message', () => {
  it('is a name with its values, and carries its English', () => {
    expect(message('lost', { lost: 3, sent: 1495, ms: 3440 })).toEqual({
      name: 'lost',
      values: { lost: 3, sent: 1495, ms: 3440 },
      text: '3 of 1,495 requests lost after 3.4 s',
    });
  });

  it("is put into words in the reader's language, after JSON too", () => {
    const kept = JSON.parse(JSON.stringify(message('lost', { lost: 3, sent: 1495, ms: 3440 })));
    expect(korean(kept)).toBe('요청 1,495건 중 3건 유실(3.4초 뒤)');
  });

  it('takes the plural of its language', () => {
    expect(message('lost', { lost: 1, sent: 1, ms: 0 }).text).toBe('1 of 1 request lost after 0.0 s');
  });

  it.each([
    ['seconds', 30_312, '30.3 s', '30.3초'],
    ['minutes', 7200, '7 s', '7초'],
    ['minutes', 59_700, '1 min 00 s', '1분 00초'],
    ['minutes', 125_000, '2 min 05 s', '2분 05초'],
    ['span', 89, '89 s', '89초'],
    ['span', 90, '2 min', '2분'],
    ['span', 5400, '2 h', '2시간'],
    ['span', 172_800, '2 days', '2일'],
  ])('has a duration as %s of %d: %s, %s', (format, value, english, korean) => {
    const row = { en: `{value:${format}}`, ko: `{value:${format}}` };
    const said = { name: 'row', values: { value }, text: '' };
    expect(wordsIn({ row }, 'en')(said)).toBe(english);
    expect(wordsIn({ row }, 'ko')(said)).toBe(korean);
  });

  it('holds messages and lists of them, each in the language of the reader', () => {
    const found = message('reason', { pods: ['a', 'b'], why: message('nothing') });
    expect(found.text).toBe('a, b: nothing was lost');
    expect(korean(found)).toBe('a, b: 유실이 없습니다');
  });

  it('is said at once where nobody keeps it', () => {
    expect(sayIn(rows, 'ko')('lost', { lost: 3, sent: 1495, ms: 3440 })).toBe(
      '요청 1,495건 중 3건 유실(3.4초 뒤)',
    );
    // @ts-expect-error values are missing
    expect(sayIn(rows, 'en')('lost')).toContain('lost');
  });

  it('takes values literally: a placeholder or a pattern in a value means nothing', () => {
    expect(message('reason', { pods: '{why}', why: '$& $1' }).text).toBe('{why}: $& $1');
  });

  it('is said in English where the catalogue does not know it', () => {
    expect(korean({ name: 'toString', values: {}, text: 'from another release' })).toBe(
      'from another release',
    );
  });

  it('is distinguished from a string', () => {
    expect([isMessage(message('nothing')), isMessage('nothing'), isMessage(null)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('does not compile without its values, or where the languages differ in them', () => {
    // @ts-expect-error values are missing
    expect(message('lost').text).toContain('of');
    // @ts-expect-error the Korean lacks {pod}
    expect(catalogue({ row: ['{pod} is gone', '사라졌습니다'] })).toBeTruthy();
    // @ts-expect-error the Korean lacks {pod} here too
    expect(catalogue({ row: '\n    {pod} is gone\n    사라졌습니다' })).toBeTruthy();
    // @ts-expect-error there is no Korean
    expect(catalogue({ row: ['gone'] })).toBeTruthy();
    // @ts-expect-error there is no Korean here either
    expect(catalogue({ row: '\n    gone' })).toBeTruthy();
  });
});
