import { liveSeeds } from './live-seeds.ts'

// One slice as a process of its own: FROM COUNT [NUMBER,NUMBER… of mishaps to be spared].
const [from = '1', count = '1', spare = ''] = process.argv.slice(2)
const spared = new Set(spare.split(',').filter(Boolean).map(Number))
const { stories, runs, commits } = await liveSeeds(Number(from), Number(count), spared)
for (const story of stories) process.stdout.write(`${story}\n`)
process.stdout.write(`seeds ${from} to ${Number(from) + Number(count) - 1}: ${runs} runs, ${commits} commits\n`)
process.exitCode = stories.length === 0 ? 0 : 1
