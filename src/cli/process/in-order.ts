import type { Leases } from '../../reconcile/locks/lease.ts'
import type { StateStore } from '../../reconcile/ports.ts'
import type { World } from '../world.ts'

/** Says that something is begun which must not be cut off. */
type Beginner = World['endInOrder']

/** A store that nobody is cut off from who has begun to write: of what is only read, nothing is left half done. */
export function storeInOrder(store: StateStore, endInOrder: Beginner): StateStore {
  return {
    read: async (name) => store.read(name),
    list: async (folder) => store.list(folder),
    append: begins(endInOrder, async (name, bytes) => store.append(name, bytes)),
    replace: begins(endInOrder, async (name, bytes) => store.replace(name, bytes)),
    create: begins(endInOrder, async (name, bytes) => store.create(name, bytes)),
    remove: begins(endInOrder, async (name) => store.remove(name)),
  }
}

/** Leases that whoever has taken one gets to give back. */
export function leasesInOrder(leases: Leases, endInOrder: Beginner): Leases {
  return {
    current: async (cluster) => leases.current(cluster),
    lapsed: async (cluster) => leases.lapsed(cluster),
    acquire: begins(endInOrder, async (cluster, by, why) => leases.acquire(cluster, by, why)),
    break: begins(endInOrder, async (cluster, by, why) => leases.break(cluster, by, why)),
  }
}

function begins<Args extends unknown[], Result>(
  endInOrder: Beginner,
  does: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    endInOrder()
    return does(...args)
  }
}
