/** What a command said without what differs from run to run: names of runs, and how well an archive was packed. */
export function steady(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'RUN')
    .replaceAll(/(Z) [0-9a-f]{8} /g, '$1 RUN ')
    .replaceAll(/\(\d+ bytes, [0-9a-f]{12}\)/g, '(BYTES, DIGEST)')
    .replaceAll(/\b\d+ bytes\b/g, 'BYTES')
    .replaceAll(/\b[0-9a-f]{12}\b/g, (found) => (/^(..)\1{5}$/.test(found) ? found : 'DIGEST'))
}
