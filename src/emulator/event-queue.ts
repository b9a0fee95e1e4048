/** What is due at which moment; events of one moment come out in the order in which they were put in. */
export class EventQueue<Event> {
  readonly #heap: { readonly at: number; readonly order: number; readonly event: Event }[] = []
  #order = 0

  /** Puts an event in; a moment that has passed counts as now. */
  add(at: number, event: Event): void {
    this.#heap.push({ at, order: this.#order++, event })
    this.#rise(this.#heap.length - 1)
  }

  /** The moment of the next event, if there is one. */
  get nextAt(): number | undefined {
    return this.#heap[0]?.at
  }

  get size(): number {
    return this.#heap.length
  }

  /** Takes the next event out if it is due by then. */
  takeDue(by: number): { readonly at: number; readonly event: Event } | undefined {
    const first = this.#heap[0]
    if (first === undefined || first.at > by) return undefined
    const last = this.#heap.pop()
    if (last !== undefined && this.#heap.length > 0) {
      this.#heap[0] = last
      this.#sink()
    }
    return first
  }

  #before(left: number, right: number): boolean {
    const [a, b] = [this.#heap[left], this.#heap[right]]
    if (a === undefined || b === undefined) return a !== undefined
    return a.at === b.at ? a.order < b.order : a.at < b.at
  }

  #swap(left: number, right: number): void {
    const [a, b] = [this.#heap[left], this.#heap[right]]
    if (a === undefined || b === undefined) return
    this.#heap[left] = b
    this.#heap[right] = a
  }

  #rise(from: number): void {
    let index = from
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!this.#before(index, parent)) return
      this.#swap(index, parent)
      index = parent
    }
  }

  #sink(): void {
    let index = 0
    for (;;) {
      const [left, right] = [2 * index + 1, 2 * index + 2]
      let smallest = this.#before(left, index) ? left : index
      if (right < this.#heap.length && this.#before(right, smallest)) smallest = right
      if (smallest === index || smallest >= this.#heap.length) return
      this.#swap(index, smallest)
      index = smallest
    }
  }
}
