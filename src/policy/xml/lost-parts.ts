import type { UnmodelledXml } from './unmodelled.ts'

/**
 * What an export has that a document made from its policy would lack, each part with what it belongs to. How an empty element
 * is written, and in which order parts stand that Pader understands, is no part.
 */
export function lostParts(kept: UnmodelledXml, owner = 'the document'): readonly string[] {
  const { attributes = [], children = [], content, inside = new Map<string, UnmodelledXml>() } = kept
  return [
    ...attributes.flatMap(([name, value]) => (value === null ? [] : [`attribute "${name}" of ${owner}`])),
    ...children.flatMap((child) => (typeof child === 'string' ? [] : [`element "${child.name}" in ${owner}`])),
    ...(content?.kind === 'text' && content.text !== '' ? [`the text in ${owner}`] : []),
    ...[...inside].flatMap(([key, part]) => lostParts(part, ownerOf(key, owner))),
  ]
}

/** What has a name is known by it; what has none, by what it is in. */
function ownerOf(key: string, around: string): string {
  const [, element = key, name = ''] = /^(\S+) (.*) \d+$/s.exec(key) ?? []
  if (name !== '') return `${element} "${name}"`
  return around === 'the document' ? element : `${element} of ${around.replace(/^\S+ of /, '')}`
}
