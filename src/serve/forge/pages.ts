import { listOf } from './answer.ts'

/** Elements of a page as they are asked for, and pages that are looked at at most. */
export const PAGE = 50
const MOST_PAGES = 200

/**
 * All elements of a list that is given out page by page, up to a page with nothing on it: the operator of a forge may have
 * set smaller pages than are asked for. A list without pages is given out whole each time.
 */
export async function allPages(page: (number: number) => Promise<unknown>): Promise<readonly unknown[]> {
  const all: unknown[] = []
  let before = ''
  for (let number = 1; number <= MOST_PAGES; number += 1) {
    const found = listOf(await page(number))
    const now = JSON.stringify(found[0])
    if (found.length === 0 || now === before) break
    all.push(...found)
    before = now
  }
  return all
}
