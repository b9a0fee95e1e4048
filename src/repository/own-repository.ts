type Environment = Readonly<Record<string, string | undefined>>

/** What `git rev-parse --local-env-vars` names, settings aside, and namespaces: all that leads git to another repository, or a part of one. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_CONFIG',
  'GIT_CONFIG_PARAMETERS',
  'GIT_DIR',
  'GIT_GRAFT_FILE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_NAMESPACE',
  'GIT_NO_REPLACE_OBJECTS',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
])

/**
 * The environment for git in a repository of Pader's own. A hook or an alias of git brings variables along by which git
 * would work on the repository of that hook, whose files it would then replace.
 */
export function forOwnRepository(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ELSEWHERE.has(name)))
}

/** An environment with settings of git on top of those that it has; a file of settings would have to be written. */
export function withSettings(env: Environment, settings: Readonly<Record<string, string>>): Environment {
  const before = /^\d+$/.test(env['GIT_CONFIG_COUNT'] ?? '') ? Number(env['GIT_CONFIG_COUNT']) : 0
  const given = Object.entries(settings)
  const pairs = given.flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${before + index}`, name],
    [`GIT_CONFIG_VALUE_${before + index}`, value],
  ])
  return { ...env, GIT_CONFIG_COUNT: String(before + given.length), ...Object.fromEntries(pairs) }
}
