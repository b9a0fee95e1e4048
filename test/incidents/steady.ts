/**
 * What a command said without what differs from run to run: names of runs, how well an archive was packed, and
 * milliseconds, since a busy machine asks nodes that it asks at once in another order.
 */
export function steady(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'RUN')
    .replaceAll(/(\d\d([:-])\d\d\2\d\d)[.-]\d{3}Z/g, '$1Z')
    .replaceAll(/(Z) [0-9a-f]{8} /g, '$1 RUN ')
    .replaceAll(/\(\d+ bytes, [0-9a-f]{12}\)/g, '(BYTES, DIGEST)')
    .replaceAll(/\b\d+ bytes\b/g, 'BYTES')
    .replaceAll(/\b[0-9a-f]{12}\b/g, (found) => (/^(..)\1{5}$/.test(found) ? found : 'DIGEST'))
}
