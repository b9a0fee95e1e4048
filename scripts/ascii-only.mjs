/**
 * Writes characters beyond ASCII as their escapes: the engine keeps a text that has a single one of them in twice the room,
 * and takes several times as long to read it.
 */
export function asciiOnly() {
  return {
    name: 'ascii-only',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        // An escape is no character where a text is taken as it is written.
        if (/String\.raw`[^`]*[^\0-\x7f]/.test(chunk.code)) this.error(`"${chunk.fileName}": a raw text is not ASCII`)
        chunk.code = chunk.code.replaceAll(/[^\0-\x7f]/g, escape)
      }
    },
  }
}

/** Pairs of surrogates are written as pairs: that is right in regular expressions too. */
function escape(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
