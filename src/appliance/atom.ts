import { ApplianceError, type FeedEntry } from './port.ts'
import { childOf, childrenOf, findDeep, parseXml, textOf, type XmlElement } from './xml.ts'

/** Reads an answer that must be XML; the error names the request that it answered. */
export function readXml(request: string, text: string): XmlElement {
  if (text.trim() === '') throw new ApplianceError('garbled', request, 'the answer is empty where XML is due')
  const parsed = parseXml(text)
  if ('problem' in parsed) throw new ApplianceError('garbled', request, `the answer is no XML: ${parsed.problem}`)
  return parsed.root
}

/** Reads a collection: each entry's identity, in the order of the feed. */
export function readFeed(request: string, text: string): readonly FeedEntry[] {
  const root = readXml(request, text)
  if (root.name !== 'feed') throw new ApplianceError('garbled', request, `expected a feed, found <${root.name}>`)
  if (lastPage(root) > 1) throw new ApplianceError('garbled', request, 'the feed has more pages than were sent')
  return childrenOf(root, 'entry').map((entry) => {
    const id = textOf(entry, 'id')
    if (id === '') throw new ApplianceError('garbled', request, 'an entry of the feed has no id')
    const type = textOf(entry, 'type') || textOf(entry, 'listType')
    return { id, title: childOf(entry, 'title')?.text ?? '', ...(type === '' ? {} : { type }) }
  })
}

/** Finds the payload of a member: an element of that name, inside `<entry><content>` or alone. */
export function readPayload(request: string, text: string, name: string): XmlElement {
  const root = readXml(request, text)
  const found = findDeep(root, name)
  if (found !== undefined && root.name !== 'feed') return found
  throw new ApplianceError('garbled', request, `expected <${name}> in the answer, found <${root.name}>`)
}

/** The text inside `<entry><content>`, unescaped. */
export function readContentText(request: string, text: string): string {
  const root = readXml(request, text)
  const content = root.name === 'content' ? root : childOf(root, 'content')
  if (content === undefined) throw new ApplianceError('garbled', request, `expected <content> in <${root.name}>`)
  return content.text
}

/** Number of the last page that a feed's links speak of. */
function lastPage(feed: XmlElement): number {
  const last = childrenOf(feed, 'link').find(({ attributes }) => attributes['rel'] === 'last')
  return Number(/[?&]page=(\d+)/.exec(last?.attributes['href'] ?? '')?.[1] ?? 1)
}
