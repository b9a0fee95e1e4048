import { numberOf, textOf } from './answer.ts'
import type { IsMine } from './author.ts'
import type { Exchange } from './exchange.ts'
import { allPages } from './pages.ts'
import type { ForgeComment } from './port.ts'

/** All comments of a list that every forge gives out alike; `list` is its path with what is asked of it. */
export async function commentsIn(ask: Exchange['ask'], list: string, isMine: IsMine): Promise<readonly ForgeComment[]> {
  const found = await allPages(async (page) => ask('GET', `${list}&page=${page}`))
  return found.map((one) => ({ id: numberOf(one, 'id') ?? 0, body: textOf(one, 'body'), isMine: isMine(one) }))
}
