/**
 * What is the same in two outputs of one command on two days and two machines: times, numbers and names go.
 */
export function likeness(text: string): string {
  return text
    .trim()
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replaceAll(/"(pod|hostname)":"[^"]+"/g, '"$1":"<pod>"')
    .replaceAll(/\d+(\.\d+)?/g, '0')
    .replaceAll(/[ \t]+/g, ' ');
}
