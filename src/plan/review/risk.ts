/** How risky a change is for the people who use the cluster; what cannot be read may be any, and counts as the highest. */
export const risks = ['none', 'low', 'medium', 'high', 'unknown'] as const

/** One of the five risks. */
export type Risk = (typeof risks)[number]
