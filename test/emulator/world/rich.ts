import type { ClusterSeed } from '../../../src/emulator/profile.ts'
import type { Switches } from '../../../src/emulator/switches.ts'
import { Client, emulate, T1, twoSites } from './two-site.ts'

/** Id of a kind of settings. */
export const block = 'com.scur.mainaction.block'
const value = (text: string) => ({ type: 'com.scur.type.string', value: text })
const settings = [
  { id: `${block}.5194`, title: 'AI Blocks', type: block, version: '1.6', properties: { BlockReasonID: value('0') } },
]
const clusterDocuments = [
  {
    id: 'com.scur.engine.tenant.configuration',
    title: 'Tenant',
    type: 'com.scur.engine.tenant',
    properties: { id: value('7') },
  },
]
/** The two sites with settings, a document of the whole cluster, and rule sets. */
export const rich: ClusterSeed = {
  ...twoSites,
  settings,
  clusterDocuments,
  ruleSets: ['5001', '5003'].map((id) => ({
    xml: `<ruleGroup id="${id}" name="Rules ${id}" enabled="true"><rules><rule><listValue id="com.scur.type.regex.386"/></rule></rules></ruleGroup>`,
  })),
}

/** A client of such a cluster that has logged on. */
export function loggedIn(switches: Partial<Switches> = {}, seed = rich): Client {
  const client = new Client(emulate(switches, seed), T1)
  client.login()
  return client
}
