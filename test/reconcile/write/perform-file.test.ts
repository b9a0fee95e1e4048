import { expect, test } from 'vitest'
import type { GatewayWriter } from '../../../src/appliance/port.ts'
import { sha256Of } from '../../../src/model/digest.ts'
import { nodeName } from '../../../src/model/names.ts'
import { known } from '../../../src/model/observed.ts'
import { perform } from '../../../src/reconcile/write/perform.ts'
import { T1 } from '../../simulation/cluster-world.ts'
import { scope } from '../../simulation/one-run.ts'

test('the last thing before a system file is written is to ask whether the lease is still ours', async () => {
  const done: string[] = []
  let text = 'old\n'
  const writer = {
    systemFile: async () => {
      done.push('read')
      return known(text)
    },
    putSystemFile: async (_node: unknown, _path: unknown, after: string) => {
      done.push('write')
      text = after
    },
  } as unknown as GatewayWriter
  const writeContext = { scope, target: { provedEmulator: true }, systemFile: () => 'new\n', ruleSet: () => undefined }
  const step = {
    kind: 'write system file',
    node: nodeName('tokyo-1'),
    uuid: T1,
    path: 'etc/hosts',
    before: sha256Of('old\n'),
    after: sha256Of('new\n'),
  } as const
  const refuse = async (): Promise<never> => {
    done.push('ask')
    throw new Error('somebody else has it')
  }
  await expect(perform(writer, step, writeContext, refuse)).rejects.toThrow('somebody else has it')
  expect(done).toEqual(['read', 'ask'])
  await perform(writer, step, writeContext, async () => void done.push('ask'))
  expect(done).toEqual(['read', 'ask', 'read', 'ask', 'write', 'read'])
})
