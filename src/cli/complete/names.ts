import type { World } from '../world.ts'
import type { NameKind, Names } from './candidates.ts'

/** Names of the repository below the working directory, and of what Pader knows; none where nothing can be read. */
export function namesIn(world: World): Names {
  return async (kind) => {
    try {
      return await lookUp(kind, world)
    } catch {
      // Whoever presses a key wants a word or nothing, and no complaint in the middle of a line.
      return []
    }
  }
}

async function lookUp(kind: NameKind, world: World): Promise<readonly string[]> {
  if (kind === 'rule') {
    const { catalogue } = await import('../../compile/rules/catalogue.ts')
    const { guards } = await import('../../plan/guards/index.ts')
    return [...catalogue.map(({ head }) => head.code), ...guards.map(({ code }) => code)]
  }
  if (kind === 'setting') return (await import('../../model/setting-shapes.ts')).settingNames
  const { findRepository } = await import('../repository/folder.ts')
  const { compilerFor } = await import('../repository/compile-folder.ts')
  const { filesOf } = await import('../repository/files-of.ts')
  const { todayOf } = await import('../repository/today.ts')
  const repository = findRepository([], world)
  // Names need no checks: what is wrong with the clusters is another matter.
  const compileFiles = await compilerFor(repository, todayOf(undefined, world), world, false, [])
  const { clusters } = compileFiles(filesOf(repository)).value.fleet
  if (kind === 'cluster') return clusters.map(({ name }) => name)
  const found = clusters.flatMap(({ nodes, locations }) =>
    (kind === 'node' ? nodes : locations).map(({ name }) => String(name)),
  )
  return [...new Set(found)]
}
