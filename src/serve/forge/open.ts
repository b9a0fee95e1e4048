import { openExchange, type Exchange, type ForgeAddress } from './exchange.ts'
import { giteaForge, giteaHeaders } from './gitea.ts'
import { githubForge, githubHeaders } from './github.ts'
import { gitlabForge, gitlabHeaders } from './gitlab.ts'
import type { Forge } from './port.ts'

const kinds = {
  github: { headers: githubHeaders, forge: githubForge },
  gitlab: { headers: gitlabHeaders, forge: gitlabForge },
  gitea: { headers: giteaHeaders, forge: giteaForge },
} as const

/** Forges whose interface is spoken. */
export type ForgeKind = keyof typeof kinds

/** Which forge it is, and how it is reached. */
export interface ForgeTarget extends Omit<ForgeAddress, 'headers'> {
  readonly kind: ForgeKind
  readonly repository: string
  /** Reads the token when a request is sent. */
  readonly token: () => Promise<string>
}

/** A forge, and how to hang up. */
export interface OpenForge {
  readonly forge: Forge
  readonly close: Exchange['close']
}

/** Opens the way to a forge; nothing is sent before it is asked for something. */
export function openForge({ kind, repository, token, ...address }: ForgeTarget): OpenForge {
  const { headers, forge } = kinds[kind]
  const exchange = openExchange({ ...address, headers: async () => headers(await token()) })
  return { forge: forge(exchange, repository), close: exchange.close }
}
