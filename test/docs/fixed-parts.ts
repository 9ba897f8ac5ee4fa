/** An output without what differs from run to run: its times, numbers and names of pods. */
export function fixedPartsOf(text: string): string {
  return text
    .trim()
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replaceAll(/"(pod|hostname)":"[^"]+"/g, '"$1":"<pod>"')
    .replaceAll(/\d+(\.\d+)?/g, '0')
    .replaceAll(/[ \t]+/g, ' ');
}
