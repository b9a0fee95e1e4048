import { malformed, type Call } from './call.ts'
import { answer, type HttpAnswer } from './http-message.ts'
import { wantsPayload, writeEntry, xmlAnswer, type Entry } from './negotiation.ts'
import { WIRE } from './wire-names.ts'
import { element } from './xml/element.ts'
import { escapeText, writeCompact } from './xml/write.ts'

/** Answers with a collection: the page that was asked for, or its ids alone, one a line. */
export function feedAnswer(call: Call, title: string, path: string, entries: readonly Entry[]): HttpAnswer {
  return feedOf(call, title, path, entries, (entry) => entry)
}

/** The same for a collection that may be large: only what is shown becomes entries. */
export function feedOf<Item>(
  call: Call,
  title: string,
  path: string,
  items: readonly Item[],
  toEntry: (item: Item, position: number) => Entry,
): HttpAnswer {
  const wanted = wholeNumber(call.query.get('page'), 1)
  const asked = wholeNumber(call.query.get('pageSize'), -1)
  if (wanted === undefined || asked === undefined) return malformed(call, 'page and pageSize must be whole numbers')
  const size = asked > 0 ? asked : items.length
  const last = Math.max(1, size === 0 ? 1 : Math.ceil(items.length / size))
  const page = call.state.switches.pageBeyondEnd === 'last' ? Math.min(wanted, last) : wanted
  const first = (page - 1) * size
  const shown = (page > 1 && asked <= 0 ? [] : items.slice(first, first + size)).map((item, index) =>
    toEntry(item, first + index),
  )
  if (wantsPayload(call.request.headers['accept']))
    return answer(200, WIRE.payloadOnly, shown.map(({ id }) => `${id ?? ''}\n`).join(''))
  const filter = new URLSearchParams(call.query)
  filter.delete('page')
  filter.delete('pageSize')
  const before = filter.size === 0 ? '' : `${filter.toString()}&`
  const link = (rel: string, to: number): string =>
    writeCompact(element('link', { href: `${call.base}/${path}?${before}page=${to}&pageSize=${size}`, rel }))
  const links = [
    link('current', page),
    link('first', 1),
    ...(page > 1 ? [link('previous', page - 1)] : []),
    ...(page < last ? [link('next', page + 1)] : []),
    link('last', last),
  ]
  const head = `<id>${escapeText(title)}</id><title>${escapeText(title)}</title>${links.join('')}`
  return xmlAnswer(`<feed>${head}${shown.map((entry) => writeEntry(call.base, entry)).join('')}</feed>`)
}

function wholeNumber(text: string | null, otherwise: number): number | undefined {
  if (text === null || text === '') return otherwise
  const value = Number(text)
  if (!Number.isSafeInteger(value)) return undefined
  return value < 1 ? otherwise : value
}
