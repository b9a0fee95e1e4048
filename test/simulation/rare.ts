/** Things that are rare and that much depends on, as they are counted. */
export const RARE = {
  unseen: "a colleague's change is lost that nobody could see",
  told: "a colleague's change is lost and told",
  uncertain: 'a commit is sent and its answer lost',
  torn: 'a line of the journal is torn',
  takenBack: 'a rollout is taken back',
  notTakenBack: 'a rollout is not taken back to its end',
  leftAlone: "a way back leaves a colleague's value alone",
  mixed: 'a run is stopped since nodes run different versions',
} as const

/**
 * How often three hundred seeds have to meet each: a third of what they did when it was counted, or less, since every change
 * of the product draws other lives. A rollout that is taken back to its end is met less often still, and is looked for by itself.
 */
export const LEAST: Readonly<Record<string, number>> = {
  [RARE.unseen]: 2,
  [RARE.told]: 7,
  [RARE.uncertain]: 20,
  [RARE.torn]: 2,
  [RARE.notTakenBack]: 4,
  [RARE.leftAlone]: 1,
  [RARE.mixed]: 5,
  'a run ends: superseded': 1,
  'a run ends: stale': 15,
  'a run ends: held': 24,
  'a run ends: guarded': 50,
  'a run ends: locked': 100,
  'a run ends: waiting': 5,
  'a run ends: died': 36,
}
