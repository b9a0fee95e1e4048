import { ownershipMarker } from '../../model/policy/list.ts'
import { canonical } from '../../plan/canonical.ts'
import type { Appearance } from '../appearance.ts'
import { timeText } from '../../source/time-text.ts'
import { harmless } from '../text/cells.ts'
import { glyphsOf } from '../text/glyphs.ts'
import { paintOf } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'
import type { ClusterDifferences, AttributedDifference } from './difference.ts'

/** What is to be done about a kind of difference, by who moved. */
const HEADINGS: readonly (readonly [moved: AttributedDifference['moved'], title: string, choice: string])[] = [
  ['appliance', 'changed on the appliances', 'take it over: pader adopt; put it back: pader apply'],
  [
    'both',
    'changed on the appliances and in the repository',
    'decide: "pader adopt" keeps the appliance’s value instead of the commit, "pader apply" requires --allow-foreign-change',
  ],
  [
    'unmarked',
    'without the mark of Pader, which somebody removed from the description; Pader no longer changes them',
    `give it back: start the description in the UI with "${ownershipMarker}"; leave it to others: remove it from the YAML`,
  ],
  ['repository', 'changed in the repository and not applied yet', 'apply it: pader plan, then pader apply'],
  [
    'not known',
    'different from the YAML; nothing was applied before, so it is not known which of the two is newer',
    'take it over: pader adopt; or apply the YAML: pader apply',
  ],
  [
    'leased',
    'changed on the appliances, and accepted for now',
    'nothing until the lease ends: see leases.yaml of the cluster',
  ],
  [
    'away',
    'different from the YAML on a node that is out of service',
    'nothing until the node is back: then remove "outOfService" from the YAML, and plan again',
  ],
  ['unmanaged', 'changed on the appliances, and not managed by the repository', 'nothing: Pader leaves it as it is'],
]

const MISSING = 'if somebody removed it, ask who; "pader plan" shows how to add it; or remove it from the YAML'
const STRANGE = 'ask who added it; add it to the YAML, or see in "pader plan" how to remove it'

/**
 * How a cluster differs from what Pader left there: since when, by whom as far as an audit log says, and what can be done
 * about it; a proposal has made that choice already and leaves it out.
 */
export function diffText(told: ClusterDifferences, look: Appearance, options = { choices: true }): string {
  const paint = paintOf(look)
  const clean = (text: string): string => harmless(text, look.unicode)
  const { cluster, appliedAt, commit, differences, missing = [], strangers = [], unread } = told
  const isAsLeft = differences.length + missing.length + strangers.length === 0
  const from =
    appliedAt === undefined
      ? 'nothing was applied to it yet'
      : `compared with what was applied, ${commit === undefined ? '' : `commit ${commit.slice(0, 12)}, `}in effect since ${timeText(appliedAt)}`
  const groups = HEADINGS.flatMap(([moved, title, choice]) => {
    const found = differences.filter((one) => one.moved === moved)
    if (found.length === 0) return []
    return [
      '',
      ...wrap(`${title}: ${found.length}`, look.columns, '  ').map(paint.strong),
      ...found.flatMap((one) =>
        differenceLines(one, look)
          .map((line) => clean(line))
          .flatMap((line) => wrap(line, look.columns, '      ')),
      ),
      ...(options.choices ? wrap(clean(choice), look.columns, '         ', '  to do: ') : []),
    ]
  })
  const memberLines = (names: readonly string[], title: string, choice: string): readonly string[] =>
    names.length === 0
      ? []
      : [
          '',
          ...wrap(`${title}: ${names.length}`, look.columns, '  ').map(paint.strong),
          ...wrap(clean(names.join(', ')), look.columns, '  ', '  '),
          ...(options.choices ? wrap(choice, look.columns, '         ', '  to do: ') : []),
        ]
  const silent = unread.map((why) => clean(`not known who: ${why}`))
  return `${[
    ...wrap(clean(`${cluster}: ${isAsLeft ? 'unchanged' : 'differs'}, ${from}`), look.columns, '  ').map(paint.strong),
    ...memberLines(missing, 'in the YAML but not a member of the cluster', MISSING),
    ...memberLines(strangers, 'a member of the cluster but not in the YAML', STRANGE),
    ...groups,
    ...(silent.length === 0 ? [] : ['', ...silent.flatMap((line) => wrap(line, look.columns, '  '))]),
  ].join('\n')}\n`
}

function differenceLines(told: AttributedDifference, look: Appearance): readonly string[] {
  return [`  ${told.words}  ${whatDiffers(told, look)}`, ...ruleLines(told), ...byWhom(told.suspect)]
}

function whatDiffers(told: AttributedDifference, look: Appearance): string {
  const { object, moved, applied, live, wanted, gone } = told
  const { arrow } = glyphsOf(look)
  if (object.kind === 'file')
    return gone === true ? 'was deleted; Pader does not create it: see "pader adopt"' : 'its text differs'
  if (object.kind === 'rule set') return whatDiffersInRules(told)
  if (object.kind === 'list' && moved === 'unmarked' && canonical(applied) === canonical(live))
    return 'its entries are as they were'
  if (moved === 'repository' || moved === 'not known' || moved === 'away')
    return `${shown(live)} ${arrow} ${shown(wanted)}`
  const also = moved === 'both' ? `; the repository wants ${shown(wanted)}` : ''
  return `${shown(applied)} ${arrow} ${shown(live)}${also}`
}

function whatDiffersInRules({ moved, gone, lines = [] }: AttributedDifference): string {
  if (gone === true) return 'was deleted'
  if (moved === 'unmanaged') return 'its rules differ'
  if (moved === 'both') return 'its rules differ: - as the repository wants them, + as they are'
  return lines.length === 0 ? 'its rules differ in what is not shown' : 'its rules differ:'
}

/** Lines of a rule set that are shown before the rest is counted. */
const MOST_LINES = 12

function ruleLines({ lines = [], gone, moved }: AttributedDifference): readonly string[] {
  if (gone === true || moved === 'unmanaged') return []
  const more = lines.length - MOST_LINES
  return [
    ...lines.slice(0, MOST_LINES).map(({ sign, text }) => `    ${sign} ${text}`),
    ...(more > 0 ? [`    and ${more} more: --output json has them all`] : []),
  ]
}

function byWhom(suspect: AttributedDifference['suspect']): readonly string[] {
  if (suspect === undefined) return []
  const when = suspect.at === undefined ? '' : `, ${timeText(new Date(suspect.at).toISOString())}`
  const at = suspect.early === true ? `${when} by a clock that is ahead` : when
  return [`    probably by ${suspect.user}${at}, saved at ${suspect.appliance} (${suspect.action})`]
}

/** Entries of a list that are shown before the rest is counted. */
const MOST_ENTRIES = 6

/** A value in a line: long lists are cut. */
export function shown(value: unknown): string {
  if (value === undefined) return 'absent'
  if (value === null || value === '') return 'empty'
  if (!Array.isArray(value)) return typeof value === 'string' ? value : JSON.stringify(value)
  const parts = value.map((element: unknown) => elementText(element))
  const more = parts.length - MOST_ENTRIES
  return `[${parts.slice(0, MOST_ENTRIES).join(', ')}${more > 0 ? `, and ${more} more` : ''}]`
}

function elementText(element: unknown): string {
  if (typeof element !== 'object' || element === null) return String(element)
  if ('address' in element && 'port' in element) return `${String(element.address)}:${String(element.port)}`
  if ('value' in element) return String(element.value)
  return JSON.stringify(element)
}
