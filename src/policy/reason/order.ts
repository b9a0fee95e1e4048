/** Variables that dead ends were about: of those that have no value, the one that they were about most of late. */
export class Order {
  /** By variable: how much dead ends were about it. */
  readonly #activity: number[] = []
  /** A heap: no variable stands behind one that comes after it. */
  readonly #heap: number[] = []
  /** By variable: its place in the heap; absent or -1 where it is not in it. */
  readonly #places: number[] = []
  #step = 1

  /** Puts a variable back that has no value any more; one that no dead end was about is left out. */
  put(variable: number): void {
    if ((this.#activity[variable] ?? 0) === 0 || (this.#places[variable] ?? -1) >= 0) return
    this.#heap.push(variable)
    this.#places[variable] = this.#heap.length - 1
    this.#up(this.#heap.length - 1)
  }

  /** Takes the variable that comes first. */
  take(): number | undefined {
    const [first] = this.#heap
    const last = this.#heap.pop()
    if (first === undefined || last === undefined) return undefined
    this.#places[first] = -1
    if (first !== last) this.#down(0, last)
    return first
  }

  /** Notes that a dead end was about a variable. */
  bump(variable: number): void {
    const activity = (this.#activity[variable] ?? 0) + this.#step
    this.#activity[variable] = activity
    if (activity > 1e100) this.#rescale()
    const place = this.#places[variable] ?? -1
    if (place >= 0) this.#up(place)
  }

  /** Makes earlier dead ends count less. */
  decay(): void {
    this.#step /= 0.95
  }

  #rescale(): void {
    for (const variable of this.#activity.keys()) this.#activity[variable] = (this.#activity[variable] ?? 0) * 1e-100
    this.#step *= 1e-100
  }

  #set(place: number, variable: number): void {
    this.#heap[place] = variable
    this.#places[variable] = place
  }

  #activityAt(place: number): number {
    return this.#activity[this.#heap[place] ?? -1] ?? -1
  }

  #up(from: number): void {
    const variable = this.#heap[from] ?? 0
    const own = this.#activity[variable] ?? 0
    let place = from
    while (place > 0) {
      const above = (place - 1) >> 1
      if (own <= this.#activityAt(above)) break
      this.#set(place, this.#heap[above] ?? 0)
      place = above
    }
    this.#set(place, variable)
  }

  #down(from: number, variable: number): void {
    const own = this.#activity[variable] ?? 0
    let place = from
    for (;;) {
      let below = 2 * place + 1
      if (below >= this.#heap.length) break
      if (below + 1 < this.#heap.length && this.#activityAt(below + 1) > this.#activityAt(below)) below++
      if (own >= this.#activityAt(below)) break
      this.#set(place, this.#heap[below] ?? 0)
      place = below
    }
    this.#set(place, variable)
  }
}
