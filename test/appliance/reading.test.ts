import { describe, expect, test } from 'vitest'
import { parseXml } from '../../src/appliance/xml.ts'
import { uuid } from '../../src/model/names.ts'
import { scriptedGateway } from './scripted-transport.ts'

const node = uuid('564D9E0F-0826-9B8D-3BEB-0DC024262A64')

describe('what is read', () => {
  test('the nodes of the cluster, in the order of the feed', async () => {
    const { gateway } = scriptedGateway({
      'GET /appliances': `<feed><entry><id>${node}</id><title>tokyo-1</title></entry><entry><id>B</id><title/></entry><entry><id>C</id><title> of blanks </title></entry></feed>`,
    })
    expect(await gateway.read(async (reader) => reader.appliances())).toEqual({
      kind: 'known',
      value: [
        { id: node, title: 'tokyo-1' },
        { id: 'B', title: '' },
        // A name is compared with what the YAML says, blank for blank.
        { id: 'C', title: ' of blanks ' },
      ],
    })
  })

  test('documents of a node, named by the last part of their id', async () => {
    const { gateway } = scriptedGateway({
      [`GET /appliances/${node}/configuration`]: `<feed><entry><id>${node}/cfg/a.b.configuration</id><title>T</title><type>a.b</type></entry></feed>`,
    })
    expect(await gateway.read(async (reader) => reader.configurations(node))).toEqual({
      kind: 'known',
      value: [{ id: 'a.b.configuration', title: 'T', type: 'a.b' }],
    })
  })

  test('a node that calls itself something with the parts of a path is asked for by all of that, and by nothing else', async () => {
    const { gateway, names } = scriptedGateway({})
    const odd = uuid('../logout;a?b#c d')
    await gateway.read(async (reader) => {
      await reader.configurations(odd)
      await reader.configuration(odd, 'a')
      await reader.systemFiles(odd)
      await reader.systemFile(odd, 'etc/hosts')
      await reader.logFile(odd, 'a/b.log')
    })
    const at = '/appliances/..%2FLOGOUT%3BA%3FB%23C%20D'
    expect(names().filter((name) => name.includes('appliances'))).toEqual([
      `GET ${at}/configuration`,
      `GET ${at}/configuration/a`,
      `GET ${at}/system`,
      `GET ${at}/system/etc/hosts`,
      `GET ${at}/log/a/b.log`,
    ])
  })

  test('properties of a document, values unescaped once', async () => {
    const list = '&lt;list&gt;&#xa;  &lt;description&gt;&lt;/description&gt;&lt;/list&gt;'
    const { gateway } = scriptedGateway({
      [`GET /appliances/${node}/configuration/d`]:
        '<entry><id>x</id><content><configuration id="d" name="N" targetId="t"><acElements/><configurationProperties>' +
        '<configurationProperty key="k" type="T" encrypted="false" value="5"/>' +
        `<configurationProperty key="l" type="L" listType="E" encrypted="true" value="${list}"/>` +
        '</configurationProperties><description></description></configuration></content></entry>',
    })
    const document = await gateway.read(async (reader) => reader.configuration(node, 'd'))
    expect(document).toEqual({
      kind: 'known',
      value: {
        id: 'd',
        name: 'N',
        properties: new Map([
          ['k', { key: 'k', type: 'T', encrypted: false, value: '5' }],
          [
            'l',
            {
              key: 'l',
              type: 'L',
              listType: 'E',
              encrypted: true,
              value: '<list>\n  <description></description></list>',
            },
          ],
        ]),
      },
    })
  })

  test('a list, with rows as their XML and without encrypted values', async () => {
    const { gateway } = scriptedGateway({
      'GET /list/x%2Fy': `<entry><content><list name="N" id="x/y" typeId="com.scur.type.regex"><description>D</description><content>
        <listEntry><entry>*.example.com*</entry><description>why</description></listEntry>
        <listEntry><complexEntry><configurationProperties>
          <configurationProperty key="p" type="t" encrypted="true" value="hush"/>
        </configurationProperties></complexEntry><description></description></listEntry>
      </content></list></content></entry>`,
    })
    const list = await gateway.read(async (reader) => reader.list('x/y'))
    expect(list).toMatchObject({ kind: 'known', value: { name: 'N', id: 'x/y', type: 'regex', description: 'D' } })
    expect(list).toMatchObject({ value: { entries: [{ value: '*.example.com*', description: 'why' }, {}] } })
    expect(JSON.stringify(list)).toContain('key=\\"p\\"')
    expect(JSON.stringify(list)).not.toContain('hush')
  })

  test('version and build', async () => {
    const { gateway } = scriptedGateway({ 'GET /version': '<entry><content>12.2.15-51390</content></entry>' })
    expect(await gateway.read(async (reader) => reader.version())).toEqual({
      kind: 'known',
      value: { version: '12.2.15', build: '51390' },
    })
  })

  test('what is not there is absent', async () => {
    const { gateway } = scriptedGateway({})
    expect(await gateway.read(async (reader) => reader.list('nope'))).toEqual({ kind: 'absent' })
  })

  test.each([
    ['an empty answer', ''],
    ['a page for people', '<html><body>Login</body></html>'],
    ['half of it', '<feed><entry>'],
    ['something else', '<entry/>'],
    ['an entry without id', '<feed><entry><title>x</title></entry></feed>'],
    ['one page of several', '<feed><link rel="last" href="https://h/list?page=3&amp;pageSize=5"/></feed>'],
    ['a document type', '<!DOCTYPE feed [<!ENTITY a "b">]><feed>&a;</feed>'],
  ])('%s is unknown, never empty', async (_name, text) => {
    const { gateway } = scriptedGateway({ 'GET /list': text })
    expect(await gateway.read(async (reader) => reader.lists())).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining('GET /list'),
    })
  })

  test('an export whose answer was lost is asked for again: it only looks', async () => {
    const { gateway, names } = scriptedGateway({
      'POST /rulesets/rulegroups/7/export': [{ kind: 'no answer', detail: 'reset' }, '<libraryContent/>'],
    })
    expect(await gateway.read(async (reader) => reader.exportRuleSet('7'))).toMatchObject({ kind: 'known' })
    expect(names().filter((name) => name.endsWith('/export'))).toHaveLength(2)
  })

  test('a refused read is unknown, with what the appliance said', async () => {
    const { gateway } = scriptedGateway({ 'GET /list': { status: 403, text: 'no right' } })
    expect(await gateway.read(async (reader) => reader.lists())).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining('no right'),
    })
  })

  test('a coordinator log that quotes an error is a log, not the error', async () => {
    const { gateway } = scriptedGateway({ [`GET /appliances/${node}/log/a/b.log`]: 'STATUS_ERROR_GUI_ATTACH: …' })
    expect(await gateway.read(async (reader) => reader.logFile(node, 'a/b.log'))).toMatchObject({ kind: 'known' })
  })
})

describe('XML', () => {
  test('knows the five entities and no others', () => {
    expect(parseXml('<a b="&lt;&quot;&#xa;">&amp;&gt;&apos;</a>')).toMatchObject({
      root: { attributes: { b: '<"\n' }, text: "&>'" },
    })
    expect(parseXml('<a>&nbsp;</a>')).toHaveProperty('problem')
  })

  test('refuses document types, depth and elements without end, and what follows the end', () => {
    expect(parseXml('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>')).toMatchObject({
      problem: expect.stringContaining('document type'),
    })
    expect(parseXml('<a>'.repeat(400) + '</a>'.repeat(400))).toMatchObject({
      problem: expect.stringContaining('deeper'),
    })
    expect(parseXml(`<a>${'<b/>'.repeat(5_000_000)}</a>`)).toEqual({ problem: 'more than 5000000 elements' })
    expect(parseXml('<a/><b/>')).toHaveProperty('problem')
    expect(parseXml('')).toHaveProperty('problem')
  })

  test('keeps nothing for each element that has nothing', () => {
    const parsed = parseXml('<a><b/><c x="1"/><b></b></a>')
    const [first, , last] = 'root' in parsed ? parsed.root.children : []
    expect(first).toEqual({ name: 'b', attributes: {}, children: [], text: '' })
    expect(last?.children).toBe(first?.children)
    expect(last?.attributes).toBe(first?.attributes)
  })

  test('is blind for namespaces', () => {
    expect(parseXml('<x:feed xmlns:x="http://www.w3org/2011/Atom"/>')).toMatchObject({ root: { name: 'feed' } })
  })
})
