/** How risky a change is for the people who use the cluster. */
export const risks = ['none', 'low', 'medium', 'high'] as const

/** One of the four risks. */
export type Risk = (typeof risks)[number]
