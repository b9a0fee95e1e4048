import { expect, test } from 'vitest'
import type { FeedEntry, GatewayWriter } from '../../../src/appliance/port.ts'
import { known } from '../../../src/model/observed.ts'
import type { SettingsObject, SettingsValue } from '../../../src/model/policy/settings-object.ts'
import { settingCodec } from '../../../src/appliance/value-codec.ts'
import { fitUnusedSettings } from '../../../src/reconcile/write/unused-settings.ts'
import { blockSettings } from '../../policy/block-settings.ts'
import { dialect } from '../../simulation/cluster-world.ts'
import { target, words } from '../world/rule-set-scene.ts'

const BLOCK = words.byName('actions', 'Block')!.id

interface Held {
  readonly value: string
  readonly encrypted?: boolean
}

interface Appliance {
  readonly held: Readonly<Record<string, Held>>
  readonly title?: string
  readonly type?: string | undefined
  /** A rule set that nobody understands, whatever it uses. */
  readonly strange?: boolean
}

/** Fits settings "shared" of an appliance that holds these values, and tells what was asked and what was written. */
async function fitted(
  wanted: readonly SettingsObject[],
  { held, title = 'shared', type = BLOCK, strange = false }: Appliance,
  to = target,
) {
  const asked: string[] = []
  const written: string[] = []
  const feed: FeedEntry = { id: 'settings-1', title, ...(type === undefined ? {} : { type }) }
  const properties = new Map(
    Object.entries(held).map(([key, one]) => [key, { key, type: 'string', encrypted: false, ...one }]),
  )
  const writer = {
    settings: async () => {
      asked.push('settings')
      return known([{ ...feed, id: 'settings-0', title: 'others' }, feed])
    },
    setting: async (id: string) => {
      asked.push(id)
      return known({ id, properties })
    },
    ruleSets: async () => known(strange ? [{ id: 'rule-set-1', title: 'A' }] : []),
    exportRuleSet: async () => known('no export'),
    putSettingProperty: async (_path: string, id: string, key: string, value: string) =>
      void written.push(`${id} ${key} ${value}`),
  } as unknown as GatewayWriter
  const scope = { names: new Map(), dialect, codec: settingCodec, systemFiles: new Map(), lists: true, ruleSets: words }
  await fitUnusedSettings(writer, wanted, {
    scope,
    target: to,
    systemFile: () => undefined,
    ruleSet: () => undefined,
  })
  return { asked, written }
}

const shared = (...values: readonly SettingsValue[]): SettingsObject => ({ ...blockSettings('shared', {}), values })
const value = (key: string, text: string, more: Partial<SettingsValue> = {}): SettingsValue => ({
  key,
  type: 'string',
  value: text,
  ...more,
})

test('of settings that nobody uses the values that are others are written, and no more than those', async () => {
  const wanted = shared(value('Language', 'de'), value('BlockReason', 'never'), value('Unheard', 'of'))
  const held = { Language: { value: 'de' }, BlockReason: { value: 'no' }, Else: { value: 'x' } }
  expect((await fitted([wanted], { held })).written).toEqual(['settings-1 BlockReason never'])
})

test('what is encrypted, there or here, is left as it is', async () => {
  const wanted = shared(value('Mine', 'a', { encrypted: true }), value('Theirs', 'b'), value('Plain', 'c'))
  const held = { Mine: { value: 'x' }, Theirs: { value: 'y', encrypted: true }, Plain: { value: 'z' } }
  expect((await fitted([wanted], { held })).written).toEqual(['settings-1 Plain c'])
})

test('settings of the name that belong to another action are others', async () => {
  const held = { BlockReason: { value: 'no' } }
  const wanted = [shared(value('BlockReason', 'never'))]
  expect((await fitted(wanted, { held, type: 'another.action' })).written).toEqual([])
  expect((await fitted(wanted, { held, title: 'shared by others' })).written).toEqual([])
})

test('where a rule set cannot be understood it may use them, and nothing is written', async () => {
  const held = { BlockReason: { value: 'no' } }
  expect((await fitted([shared(value('BlockReason', 'never'))], { held, strange: true })).written).toEqual([])
})

test('nobody is asked where nothing is wanted, or where no path to write to is certain', async () => {
  const held = { BlockReason: { value: 'no' } }
  expect((await fitted([], { held })).asked).toEqual([])
  const wanted = [shared(value('BlockReason', 'never'))]
  expect(await fitted(wanted, { held }, { provedEmulator: false })).toEqual({ asked: [], written: [] })
})
