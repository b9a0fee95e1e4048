import type { Cluster } from '../model/fleet.ts'

/** What is asked again and again about a cluster, worked out once for each cluster, however many rules ask. */
export function remembered<Answer>(workOut: (cluster: Cluster) => Answer): (cluster: Cluster) => Answer {
  const memory = new WeakMap<Cluster, { readonly answer: Answer }>()
  return (cluster) => {
    const known = memory.get(cluster)
    if (known !== undefined) return known.answer
    const answer = workOut(cluster)
    memory.set(cluster, { answer })
    return answer
  }
}

/** The same for a question that is asked with a name, for example that of a setting. */
export function rememberedByName<Name, Answer>(
  workOut: (cluster: Cluster, name: Name) => Answer,
): (cluster: Cluster, name: Name) => Answer {
  const answersOf = remembered(() => new Map<Name, { readonly answer: Answer }>())
  return (cluster, name) => {
    const answers = answersOf(cluster)
    const known = answers.get(name)
    if (known !== undefined) return known.answer
    const answer = workOut(cluster, name)
    answers.set(name, { answer })
    return answer
  }
}
