/** A stretch of time in which changes may be made, on some days of the week. */
export interface ChangeWindow {
  /** 1 Monday to 7 Sunday: the days on which the window starts. */
  readonly days: readonly number[]
  /** `HH:MM`; an end that is not after the start lies on the next day. */
  readonly from: string
  readonly to: string
  /** IANA name, for example `Europe/Berlin`; absent where the clock of each location counts. */
  readonly timeZone?: string
  /** Locations that the window is for; absent where it is for all. */
  readonly locations?: readonly string[]
}

/** A stretch of time in which nothing may be changed, whatever windows are open. */
export interface Freeze {
  /** Wall-clock times such as `2026-12-18T18:00`; the end is not part of it. */
  readonly from: string
  readonly to: string
  /** What whoever meets the freeze should know. */
  readonly why: string
  readonly timeZone?: string
  readonly locations?: readonly string[]
}

/** When a cluster may be changed. No window at all means always. */
export interface ChangeTimes {
  readonly windows: readonly ChangeWindow[]
  readonly freezes: readonly Freeze[]
}
