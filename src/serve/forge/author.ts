import { numberOf, partOf } from './answer.ts'
import type { Exchange } from './exchange.ts'
import { onlyOnce } from './once.ts'
import { ForgeTrouble } from './port.ts'

/** Whether a comment or a pull request of an answer was written by the account that Pader uses. */
export type IsMine = (written: unknown) => boolean

/**
 * Asks once who the account is; `key` is what the forge calls an author. The token of a GitHub App belongs to no user, and
 * may not ask: what a bot wrote counts as its own then.
 */
export function authorship(ask: Exchange['ask'], key: 'user' | 'author'): () => Promise<IsMine> {
  return onlyOnce(async (): Promise<IsMine> => {
    try {
      const me = numberOf(await ask('GET', '/user'), 'id')
      return (written) => me !== undefined && numberOf(written, key, 'id') === me
    } catch (error) {
      if (!(error instanceof ForgeTrouble) || error.status !== 403 || error.kind !== 'refused') throw error
      return (written) => partOf(written, key, 'type') === 'Bot'
    }
  })
}
