/** How steeply figures grow with a size, by the straight line that fits their logarithms best: 1 is linear. */
export function exponentOf(figures: readonly (readonly [size: number, figure: number])[]): number {
  const points = figures.map(([size, figure]) => [Math.log(size), Math.log(figure)] as const)
  const [x, y] = [meanOf(points.map(([size]) => size)), meanOf(points.map(([, figure]) => figure))]
  const rise = points.reduce((sum, [size, figure]) => sum + (size - x) * (figure - y), 0)
  const run = points.reduce((sum, [size]) => sum + (size - x) ** 2, 0)
  return rise / run
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
