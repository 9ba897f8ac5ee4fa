/**
 * One colour for each pod, the same in every panel, whatever else is drawn. Grafana 9.5 colours by order
 * only, so the colour hangs on the last character of the name, of which Kubernetes has 27: two pods share one
 * now and then.
 */

/** The characters of which Kubernetes makes names: no vowels, and nothing that looks like one. */
const CHARACTERS = 'bcdfghjklmnpqrstvwxz2456789';

/**
 * Neighbours in the alphabet are far apart in hue; red and what is dashed with is left to the lines of
 * reference.
 */
const COLOURS = [
  ['#73BF69', '#5794F2', '#FADE2A', '#B877D9', '#FF9830', '#37C8C3', '#E584C4', '#A5C34A', '#8AB8FF'],
  ['#37872D', '#1F60C4', '#CCA300', '#8F3BB8', '#C4600A', '#147D7A', '#B3478F', '#6B7F1E', '#4A6FA5'],
  ['#9BE08F', '#82B5D8', '#E5D35B', '#D683CE', '#E0A86E', '#6ED0E0', '#F9BA8F', '#CFE06E', '#AEA2E0'],
].flat();

export const POD_COLOURS = [...CHARACTERS].map((character, index) => ({
  /** Of the names that a legend gives: the five characters are their last word. */
  pattern: `/(^| )[${CHARACTERS}]{4}${character}$/`,
  colour: COLOURS[index] ?? '#73BF69',
}));
