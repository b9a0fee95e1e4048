#!/usr/bin/env bash
# Reviews a change offline, on any CI system: no token, no network, and nothing is written but the reports.
#
#   PADER          the command (default: pader on the path)
#   PADER_BASE     revision to compare with; without one only the checks run
#   PADER_HEAD     revision to review instead of the working copy; its files are read as data and never checked out
#   PADER_PATH     folder of clusters (default: clusters)
#   PADER_FAIL_ON  gates, separated by spaces: for example "high unreachable"
#   PADER_COMMENT_FOR  github, gitlab, bitbucket or azure (default: github)
#   PADER_REPORTS  folder of the reports (default: pader-reports)
#
# Exit codes are Pader's: 0 no objection, 3 the input has errors, 4 a gate is closed.
set -euo pipefail

pader=${PADER:-pader}
reports=${PADER_REPORTS:-pader-reports}
mkdir -p "$reports"

args=(compile --dry-run --quiet "${PADER_PATH:-clusters}" --comment-for "${PADER_COMMENT_FOR:-github}")
for report in json=review.json html=review.html markdown=comment.md sarif=pader.sarif junit=pader.junit.xml gitlab=code-quality.json; do
  args+=(--output "${report%%=*}=$reports/${report#*=}")
done
if [ -n "${PADER_BASE:-}" ]; then args+=(--base "$PADER_BASE" --output "gitlab-plan=$reports/plan-counts.json"); fi
if [ -n "${PADER_HEAD:-}" ]; then args+=(--head "$PADER_HEAD"); fi
for gate in ${PADER_FAIL_ON:-}; do args+=(--fail-on "$gate"); done
if [ "${GITHUB_ACTIONS:-}" = true ]; then args+=(--output github); fi
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then args+=(--output "github-summary=$GITHUB_STEP_SUMMARY"); fi

# Pader reads these variables too; they have just been turned into options.
unset PADER_BASE PADER_HEAD PADER_FAIL_ON PADER_COMMENT_FOR PADER_PATH
exec "$pader" "${args[@]}"
