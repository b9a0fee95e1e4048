import type { Transport } from '../../src/appliance/transport.ts'
import type { Clock, StateStore } from '../../src/reconcile/ports.ts'

/** Where a process dies: at its nth effect, or the nth of one kind, before it or right after it. */
export interface Death {
  readonly at: number
  /** How the names of the effects begin that count; all do where it is absent. */
  readonly of?: string
  readonly when: 'before' | 'after'
}

/** A process's life: every effect passes through it, and after its death none ever answers. */
export interface Life {
  effect<Result>(name: string, act: () => Promise<Result>): Promise<Result>
  readonly died: Promise<'died'>
  readonly effects: readonly string[]
  /** Whether the effect that is going on is the last one: it may be left half done. */
  isLast(): boolean
}

const never = <Result>(): Promise<Result> => new Promise(() => undefined)

/** A life that ends as said, or never. */
export function life(death?: Death): Life {
  const effects: string[] = []
  let counted = 0
  let ending = false
  let dead = false
  let tellDeath = (): void => undefined
  const died = new Promise<'died'>((resolve) => (tellDeath = () => resolve('died')))
  const die = <Result>(): Promise<Result> => {
    dead = true
    tellDeath()
    return never()
  }
  return {
    died,
    effects,
    isLast: () => ending,
    effect: async (name, act) => {
      if (dead) return never()
      effects.push(name)
      const counts = death !== undefined && name.startsWith(death.of ?? '')
      if (counts) counted += 1
      const last = counts && counted === death.at
      ending = last
      if (last && death.when === 'before') return die()
      const result = await act()
      return last ? die() : result
    },
  }
}

/** The transport of a process that can die. */
export function mortalTransport(inner: Transport, of: Life): Transport {
  return {
    send: (request) => of.effect(`${request.method} ${request.path}`, () => inner.send(request)),
    close: () => inner.close(),
  }
}

/** The state directory of a process that can die; a journal line may be torn by it. */
export function mortalStore(inner: StateStore, of: Life): StateStore {
  return {
    read: (name) => of.effect(`read ${name}`, () => inner.read(name)),
    list: (name) => of.effect(`list ${name}`, () => inner.list(name)),
    append: (name, bytes) => of.effect(`append ${name}`, () => inner.append(name, bytes)),
    replace: (name, bytes) => of.effect(`replace ${name}`, () => inner.replace(name, bytes)),
    create: (name, bytes) => of.effect(`create ${name}`, () => inner.create(name, bytes)),
    remove: (name) => of.effect(`remove ${name}`, () => inner.remove(name)),
  }
}

/** The clock of a process that can die while it waits. */
export function mortalClock(inner: Clock, of: Life): Clock {
  return {
    now: () => inner.now(),
    sleep: (milliseconds, stop) => of.effect('sleep', () => inner.sleep(milliseconds, stop)),
  }
}
