import { known, unknown, type Observation } from '../model/observed.ts'
import { exchange, type ExchangePorts } from './exchange.ts'
import { ApplianceError } from './port.ts'
import { remedyFor } from './remedies.ts'
import { MEDIA } from './product.ts'

/**
 * How far a node's clock is from ours, from the `Date` header of one request that needs no login. The header has whole
 * seconds and the request takes time, so the truth lies within the uncertainty around the middle.
 */
export async function readClock(
  world: ExchangePorts,
): Promise<Observation<{ readonly seconds: number; readonly uncertainty: number }>> {
  const before = world.now()
  try {
    const response = await exchange(world, {
      method: 'GET',
      path: '/version',
      headers: { accept: MEDIA.wrapped },
      limits: { milliseconds: 20_000, bytes: 1024 * 1024 },
    })
    const after = world.now()
    const header = response.headers['date']
    const date = header === undefined ? Number.NaN : Date.parse(header)
    if (Number.isNaN(date)) return unknown(NO_DATE, { isAnswered: true, detail: NO_DATE })
    const [least, most] = [date - after, date + 1000 - before]
    return known({ seconds: (least + most) / 2000, uncertainty: (most - least) / 2000 })
  } catch (error) {
    if (!(error instanceof ApplianceError)) throw error
    const { request, message, fault, detail, obstacle } = error
    const isAnswered = fault !== 'unreachable'
    const remedy = isAnswered || obstacle !== undefined ? { remedy: remedyFor(error) } : {}
    return unknown(`${request}: ${message}`, { isAnswered, detail, ...remedy })
  }
}

const NO_DATE = 'the answer has no "Date" header'
