/* oxlint-disable max-lines -- one document shape, composed in one place so that it can be compared with a real export */
import fc from 'fast-check'

/**
 * Exports as the product writes them, composed as text from the published observations of real files: no code is
 * shared with the codec. With `foreign`, attributes and elements that nobody has described stand in between.
 */
export function anyDocument({ foreign }: { readonly foreign: boolean }): fc.Arbitrary<string> {
  return fc.infiniteStream(fc.nat(2 ** 20)).map((stream) => {
    const numbers: number[] = []
    for (const number of stream) {
      numbers.push(number)
      if (numbers.length === 4000) break
    }
    let at = 0
    let id = 5000
    const pick = (limit: number): number => (numbers[at++ % numbers.length] ?? 0) % limit
    const text = (): string => ['', 'plain', 'a.b/*', 'x > y', "it's", 'a &lt; b', 'x &amp; y', '(a|b)+'][pick(8)] ?? ''
    const attribute = (): string => `${text()}${['', '&#xa;', '&quot;q&quot;'][pick(3)]}`
    const odd = (): string => (foreign && pick(6) === 0 ? ` oddity="${attribute()}"` : '')
    const strange = (indent: string): string =>
      foreign && pick(6) === 0
        ? `${indent}<strange a="1"><inner></inner></strange>\n`.replace(
            '><inner></inner><',
            `>\n${indent}  <inner></inner>\n${indent}<`,
          )
        : ''
    const element = (indent: string, tag: string, attributes: string, children: string): string =>
      children === ''
        ? `${indent}<${tag}${attributes}/>\n`
        : `${indent}<${tag}${attributes}>\n${children}${indent}</${tag}>\n`
    const leaf = (indent: string, tag: string, content: string): string => `${indent}<${tag}>${content}</${tag}>\n`
    const setup = (indent: string): string =>
      element(
        indent,
        'setup',
        '',
        element(
          `${indent}  `,
          'connection',
          '',
          leaf(`${indent}    `, 'url', 'https://lists.example/a.txt') +
            element(
              `${indent}    `,
              'credentials',
              '',
              leaf(`${indent}      `, 'username', text()) + leaf(`${indent}      `, 'password', text()),
            ),
        ) + element(`${indent}  `, 'updateTime', '', element(`${indent}    `, 'hourly', ' minute="5"', '')),
      )
    const lists: string[] = []
    const settings: string[] = []
    const properties: string[] = []
    const version = ['12.2.15-51390', '11.1.0-39720'][pick(2)] ?? ''

    /** A password that an appliance keeps, as text that nobody can read. */
    const encryptedValue = (): string => ['', 'q83vEjRWeJA=', 'AAECAwQ='][pick(3)] ?? ''
    const row = (indent: string): string =>
      element(
        indent,
        'complexEntry',
        ' defaultRights="2"',
        element(`${indent}  `, 'acElements', '', '') +
          element(
            `${indent}  `,
            'configurationProperties',
            '',
            ['key', 'value']
              .map((key) =>
                element(
                  `${indent}    `,
                  'configurationProperty',
                  ` key="${key}" type="com.scur.type.string" encrypted="false" value="${attribute()}"`,
                  '',
                ),
              )
              .join(''),
          ),
      )
    const list = (kind: 'simple' | 'map' = 'simple', simple = 'regex'): string => {
      const type = kind === 'map' ? 'com.scur.type.complex.maptype' : `com.scur.type.${simple}`
      const own = `${type}.${id++}`
      const inner = '      '
      const entries = Array.from({ length: pick(3) }, () =>
        element(
          `${inner}    `,
          'listEntry',
          '',
          (kind === 'map' ? row(`${inner}      `) : leaf(`${inner}      `, 'entry', text())) +
            leaf(`${inner}      `, 'description', text()),
        ),
      ).join('')
      const subscription = foreign && pick(5) === 0 ? setup(`${inner}  `) : ''
      lists.push(
        element(
          '    ',
          'entry',
          '',
          leaf(inner, 'string', own) +
            element(
              inner,
              'list',
              ` version="1.0.3.46" mwg-version="${version}" name="list ${id}" id="${own}" typeId="${type}" classifier="Other" systemList="false" structuralList="false" defaultRights="2"${odd()}`,
              leaf(`${inner}  `, 'description', text()) + subscription + element(`${inner}  `, 'content', '', entries),
            ),
        ),
      )
      return own
    }
    const configuration = (): string => {
      const own = `com.scur.mainaction.block.${id++}`
      const value = (key: string, type: string, content: string, encrypted = false): string =>
        element(
          '        ',
          'configurationProperty',
          ` key="${key}" type="com.scur.type.${type}" encrypted="${encrypted}" value="${content}"`,
          '',
        )
      const swapped = pick(2) === 0
      // A whole list in one attribute: only line ends, quotes and `<` are escaped in it.
      const inline =
        '&lt;list version=&quot;1.0.3.46&quot; mwg-version=&quot;12.2.15-51390&quot; classifier=&quot;Other&quot; systemList=&quot;false&quot; structuralList=&quot;false&quot; defaultRights=&quot;2&quot;>&#xa;  &lt;description>&lt;/description>&#xa;  &lt;content/>&#xa;&lt;/list>'
      const values = [
        value('TemplateName', 'string', attribute()),
        value('BlockReasonID', 'number', '15'),
        value('EnableRedirect', 'boolean', String(pick(2) === 0)),
        value('ProxyPassword', 'string', encryptedValue(), true),
        value('Hops', 'inlineList" listType="com.scur.type.string', inline),
        value('Shared', 'list" listType="com.scur.type.regex', ''),
      ].slice(pick(5))
      settings.push(
        element(
          '    ',
          'configuration',
          ` version="1.6" mwg-version="${version}" id="${own}" defaultRights="2" templateId="com.scur.template.mainaction.block" name="block ${id}" targetId="com.scur.mainaction.block"`,
          element('      ', 'acElements', '', '') +
            element('      ', 'configurationProperties', '', (swapped ? values.toReversed() : values).join('')) +
            leaf('      ', 'description', text()),
        ),
      )
      return own
    }
    const userProperty = (): string => {
      const own = String(id++)
      properties.push(
        element(
          '    ',
          'userDefinedProperty',
          ` parentId="81" typeId="com.scur.type.string" name="User-Defined.P${own}" id="${own}" scope="0" description="" defaultRights="2"`,
          element(
            '      ',
            'stringValue',
            ` value="${attribute()}" stringModifier="true" typeId="com.scur.type.string"`,
            '',
          ),
        ),
      )
      return own
    }
    const stringValue = (indent: string): string =>
      element(
        indent,
        'value',
        '',
        element(
          `${indent}  `,
          'stringValue',
          ` value="${attribute()}" stringModifier="true" typeId="com.scur.type.string"`,
          '',
        ),
      )
    const property = (indent: string): string => {
      const plain = ` useMostRecentConfiguration="false" propertyId="com.scur.engine.system.hostname"`
      switch (pick(4)) {
        case 0:
          return element(indent, 'propertyInstance', plain, '')
        case 1:
          return element(
            indent,
            'propertyInstance',
            ` useMostRecentConfiguration="true" propertyId="com.scur.engine.trustedsource.url.categories"`,
            '',
          )
        case 2:
          return element(
            indent,
            'propertyInstance',
            ` useMostRecentConfiguration="false" propertyId="${userProperty()}"`,
            '',
          )
        default:
          return element(
            indent,
            'propertyInstance',
            ` useMostRecentConfiguration="false" propertyId="com.scur.engine.stringfilter.ip.tostring"`,
            element(
              `${indent}  `,
              'parameters',
              '',
              element(
                `${indent}    `,
                'entry',
                '',
                leaf(`${indent}      `, 'string', 'com.scur.engine.stringfilter.ip.tostring.ip') +
                  element(
                    `${indent}      `,
                    'parameter',
                    ' valueTyp="2"',
                    element(
                      `${indent}        `,
                      'value',
                      '',
                      element(
                        `${indent}          `,
                        'propertyInstance',
                        ' useMostRecentConfiguration="false" propertyId="com.scur.engine.system.client.ip"',
                        '',
                      ),
                    ),
                  ),
              ),
            ),
          )
      }
    }
    const operand = (indent: string): readonly [operator: string, parameter: string] => {
      switch (pick(6)) {
        case 3:
          return [
            'greaterthanequals',
            element(
              indent,
              'parameter',
              ' valueTyp="3" typeId="com.scur.type.number"',
              element(
                `${indent}  `,
                'value',
                '',
                element(
                  `${indent}    `,
                  'stringValue',
                  ` value="${pick(1000)}" stringModifier="false" typeId="com.scur.type.number"`,
                  '',
                ),
              ),
            ),
          ]
        case 4:
          return [
            'equals',
            element(
              indent,
              'parameter',
              ' valueTyp="3" valueId="com.scur.category.x" typeId="com.scur.type.category"',
              '',
            ),
          ]
        case 5:
          return [
            'matchesinlist',
            element(
              indent,
              'parameter',
              ' valueTyp="1" typeId="com.scur.type.list" listTypeId="com.scur.type.ip"',
              element(
                `${indent}  `,
                'value',
                '',
                element(`${indent}    `, 'listValue', ` id="${list('simple', 'ip')}"`, ''),
              ),
            ),
          ]
        case 0:
          return [
            'equals',
            element(indent, 'parameter', ' valueTyp="3" typeId="com.scur.type.string"', stringValue(`${indent}  `)),
          ]
        case 1:
          return [
            'equals',
            element(
              indent,
              'parameter',
              ' valueTyp="3" valueId="com.scur.type.boolean.true" typeId="com.scur.type.boolean"',
              '',
            ),
          ]
        default:
          return [
            'matchesinlist',
            element(
              indent,
              'parameter',
              ' valueTyp="1" typeId="com.scur.type.list" listTypeId="com.scur.type.regex"',
              element(`${indent}  `, 'value', '', element(`${indent}    `, 'listValue', ` id="${list()}"`, '')),
            ),
          ]
      }
    }
    const condition = (indent: string): string => {
      const count = pick(4)
      const odd = foreign && pick(8) === 0 ? 'NOT' : 'OR'
      const expressions = Array.from({ length: count }, (_, index) => {
        const [operator, parameter] = operand(`${indent}      `)
        const prefix = index === 0 ? '' : ` prefix="${pick(3) === 0 ? odd : 'AND'}"`
        const bracket = pick(3)
        return element(
          `${indent}    `,
          'conditionExpression',
          `${prefix} openingBracketCount="${bracket}" closingBracketCount="${bracket}" operatorId="com.scur.operator.${operator}"`,
          property(`${indent}      `) + parameter,
        )
      }).join('')
      const always = count === 0 || pick(4) === 0
      return element(indent, 'condition', ` always="${always}"`, element(`${indent}  `, 'expressions', '', expressions))
    }
    const enable = (indent: string): string =>
      element(
        indent,
        'enableEngineActionContainer',
        ` configurationId="${configuration()}" engineId="com.scur.engine.example"`,
        '',
      )
    const event = (indent: string): string => (pick(5) === 0 ? enable(indent) : otherEvent(indent))
    const otherEvent = (indent: string): string =>
      pick(2) === 0
        ? element(
            indent,
            'setActionContainer',
            ` propertyId="${userProperty()}"`,
            element(
              `${indent}  `,
              'expressions',
              '',
              [0, 1]
                .slice(0, 1 + pick(2))
                .map((index) =>
                  element(
                    `${indent}    `,
                    'setExpression',
                    `${index === 0 ? '' : ' operator="+"'} openingBracketCount="0" closingBracketCount="0"`,
                    element(`${indent}      `, 'parameter', ' valueTyp="3"', stringValue(`${indent}        `)),
                  ),
                )
                .join(''),
            ),
          )
        : element(
            indent,
            'executeActionContainer',
            '',
            element(
              `${indent}  `,
              'procedureValue',
              ' procedureId="com.scur.engine.syslog.syslog"',
              element(
                `${indent}    `,
                'parameters',
                '',
                element(
                  `${indent}      `,
                  'entry',
                  '',
                  leaf(`${indent}        `, 'string', 'com.scur.engine.syslog.level') +
                    element(
                      `${indent}        `,
                      'parameter',
                      ' valueTyp="3"',
                      element(
                        `${indent}          `,
                        'value',
                        '',
                        element(
                          `${indent}            `,
                          'stringValue',
                          ' value="6" stringModifier="false" typeId="com.scur.type.number"',
                          '',
                        ),
                      ),
                    ),
                ),
              ),
            ),
          )
    const rule = (indent: string): string =>
      element(
        indent,
        'rule',
        ` id="${id++}" enabled="${pick(2) === 0}" name="${attribute()}"${odd()}`,
        leaf(`${indent}  `, 'description', text()) +
          strange(`${indent}  `) +
          element(
            `${indent}  `,
            'immediateActionContainers',
            '',
            Array.from({ length: pick(3) }, () => event(`${indent}    `)).join(''),
          ) +
          element(
            `${indent}  `,
            'actionContainer',
            pick(2) === 0
              ? ' actionId="com.scur.mainaction.continue"'
              : ` configurationId="${configuration()}" actionId="com.scur.mainaction.block"`,
            '',
          ) +
          condition(`${indent}  `),
      )
    const group = (indent: string, depth: number): string =>
      element(
        indent,
        'ruleGroup',
        ` id="${id++}" defaultRights="2" name="${attribute()}" enabled="true" cycleRequest="true" cycleResponse="${pick(2) === 0}" cycleEmbeddedObject="false" cloudSynced="false"${odd()}`,
        element(`${indent}  `, 'acElements', '', '') +
          condition(`${indent}  `) +
          leaf(`${indent}  `, 'description', text()) +
          strange(`${indent}  `) +
          element(`${indent}  `, 'rules', '', Array.from({ length: pick(3) }, () => rule(`${indent}    `)).join('')) +
          element(
            `${indent}  `,
            'ruleGroups',
            '',
            depth === 0 ? '' : Array.from({ length: pick(3) }, () => group(`${indent}    `, depth - 1)).join(''),
          ),
      )

    const tree = group('  ', 2)
    if (lists.length > 0 && pick(3) === 0) list('map')
    const section = (tag: string, contents: readonly string[]): string =>
      contents.length === 0 ? '' : element('  ', tag, '', contents.join(''))
    const object = element(
      '  ',
      'libraryObject',
      '',
      leaf('    ', 'name', text()) + leaf('    ', 'version', version) + leaf('    ', 'description', text()),
    )
    return element(
      '',
      'libraryContent',
      '',
      object +
        section('lists', lists) +
        section('configurations', settings) +
        section('userDefinedPropertys', properties) +
        tree,
    ).trimEnd()
  })
}
