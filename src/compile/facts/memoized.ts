import type { Cluster } from '../../model/fleet.ts'
import { onceForEach } from '../../source/once-for-each.ts'

/** What is asked again and again about a cluster, worked out once for each cluster, however many rules ask. */
export function memoized<Answer>(workOut: (cluster: Cluster) => Answer): (cluster: Cluster) => Answer {
  return onceForEach(workOut)
}

/** The same for a question that is asked with a name, for example that of a setting. */
export function memoizedByName<Name, Answer>(
  workOut: (cluster: Cluster, name: Name) => Answer,
): (cluster: Cluster, name: Name) => Answer {
  const answersOf = memoized(() => new Map<Name, { readonly answer: Answer }>())
  return (cluster, name) => {
    const answers = answersOf(cluster)
    const known = answers.get(name)
    if (known !== undefined) return known.answer
    const answer = workOut(cluster, name)
    answers.set(name, { answer })
    return answer
  }
}
