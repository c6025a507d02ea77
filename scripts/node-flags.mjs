/** How Node runs the desk. A small young generation keeps resident memory below 300 MB on PostgreSQL, and costs no turns (`npm run bench`). */
export const deskFlags = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=4']
