/**
 * What JSON can say without showing it: characters that a reader would not see or a terminal would obey, and the second
 * one of `##`, by which a text may order about the pipeline that keeps what is printed.
 */
const UNSHOWN = /[\u007f-\u009f\p{Cf}\u2028\u2029]|(?<=#)#(?=\[|vso\[|teamcity\[)/giu

/** A value as JSON that may stand in a log, a page or on a terminal: whoever reads it as JSON gets every character. */
export function printedJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replaceAll(UNSHOWN, inEscapes)
}

function inEscapes(character: string): string {
  return Array.from({ length: character.length }, (_, at) => unitEscape(character.charCodeAt(at))).join('')
}

function unitEscape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`
}
