import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readContentText } from '../../src/appliance/atom.ts'
import { element, escapeText, isWritable, renderXml } from '../../src/appliance/xml-write.ts'
import { parseXml } from '../../src/appliance/xml.ts'
import { uuid } from '../../src/model/names.ts'
import { scriptedGateway } from './scripted-transport.ts'

const node = uuid('564D9E0F-0826-9B8D-3BEB-0DC024262A64')
const writable = fc.string({ unit: 'grapheme' }).filter(isWritable)

test('a property is put as escaped text in the wrapper', async () => {
  const path = `/appliances/${node}/configuration/d/property/a.b`
  const { gateway, sent } = scriptedGateway({ [`PUT ${path}`]: '<entry><content/></entry>' })
  await gateway.write(async (writer) => writer.putProperty(node, 'd', 'a.b', '<list a="1">&</list>'))
  const put = sent.find(({ method }) => method === 'PUT')!
  expect(put.body).toBe('<entry><content>&lt;list a="1"&gt;&amp;&lt;/list&gt;</content></entry>')
  expect(put.headers['content-type']).toBe('application/xml')
})

describe('lists', () => {
  test('entries go by position, as payload', async () => {
    const { gateway, sent } = scriptedGateway({
      'POST /list/L/entry/0/insert': '<entry/>',
      'PUT /list/L/entry/1': '<entry/>',
      'DELETE /list/L/entry/2': '<entry/>',
    })
    await gateway.write(async (writer) => {
      await writer.insertEntry('L', 0, { value: '<a>', description: '' })
      await writer.replaceEntry('L', 1, { value: 'b', description: 'd' })
      await writer.removeEntry('L', 2)
    })
    const [, insert, replace, remove] = sent
    expect(insert!.headers['content-type']).toBe('application/mwg+xml')
    expect(insert!.body).toBe('<listEntry>\n  <entry>&lt;a&gt;</entry>\n  <description></description>\n</listEntry>')
    expect(replace!.body).toContain('<description>d</description>')
    expect(remove!.body).toBeUndefined()
  })

  test('a new list has the smallest body that is known to work, and gives its id', async () => {
    const { gateway, sent } = scriptedGateway({
      'POST /list':
        '<entry><id>com.scur.type.regex.9</id><content><list id="com.scur.type.regex.9"/></content></entry>',
    })
    const id = await gateway.write(async (writer) => writer.createList('A & B', 'regex', 'D'))
    expect(id).toBe('com.scur.type.regex.9')
    const body = sent.find(({ path }) => path === '/list')!.body!
    expect(parseXml(body)).toMatchObject({
      root: {
        name: 'list',
        attributes: { name: 'A & B', typeId: 'com.scur.type.regex', classifier: 'Other', systemList: 'false' },
        children: [{ name: 'description', text: 'D' }, { name: 'content' }],
      },
    })
  })

  test('a refused entry says why', async () => {
    const { gateway } = scriptedGateway({
      'POST /list/L/entry/0/insert': { status: 422, text: 'duplicate list entry' },
    })
    const work = gateway.write(async (writer) => writer.insertEntry('L', 0, { value: 'a', description: '' }))
    await expect(work).rejects.toMatchObject({ fault: 'refused', message: expect.stringContaining('duplicate') })
  })
})

test('a value that XML cannot carry is refused before it is sent', async () => {
  const { gateway, names } = scriptedGateway({})
  const work = gateway.write(async (writer) => writer.putProperty(node, 'd', 'k', 'a\u0000b'))
  await expect(work).rejects.toMatchObject({ fault: 'refused' })
  expect(names()).toEqual(['POST /login', 'POST /logout'])
})

test('whatever can be written is read back as it was', () => {
  fc.assert(
    fc.property(writable, (value) => {
      const text = `<entry><content>${escapeText(value)}</content></entry>`
      // XML turns every way of ending a line into a line feed unless it is escaped.
      expect(readContentText('GET /x', text)).toBe(value)
    }),
  )
})

test('elements are read back as they were written', () => {
  const tree = fc.letrec<{ node: ReturnType<typeof element> }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc
        .tuple(fc.constantFrom('a', 'entry', 'x-y'), fc.dictionary(fc.constantFrom('k', 'value'), writable), writable)
        .map(([name, attributes, text]) => element(name, attributes, text.replaceAll('\r', ''))),
      fc
        .tuple(fc.constantFrom('b', 'list'), fc.array(tie('node'), { minLength: 1, maxLength: 3 }))
        .map(([name, children]) => element(name, {}, children)),
    ),
  })).node
  fc.assert(
    fc.property(tree, (written) => {
      const parsed = parseXml(renderXml(written))
      if ('problem' in parsed) throw new Error(parsed.problem)
      expect(withoutIndent(parsed.root)).toEqual(withoutIndent(written))
    }),
  )
})

function withoutIndent(node: ReturnType<typeof element>): unknown {
  const { name, attributes, children, text } = node
  return {
    name,
    attributes: { ...attributes },
    children: children.map(withoutIndent),
    text: children.length > 0 ? '' : text,
  }
}
