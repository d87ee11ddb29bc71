/** The one-way arrow of src/README.md: bots → app → {pipeline, jobs, console → watch} → features → {understanding, outbox} → store → kit → message. */
const layer = (name, from, forbidden) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: forbidden },
})
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'a cycle of types alone is gone once the code runs',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    layer('src-never-imports-bots', '^src/', '^bots/'),
    layer('message-is-the-floor', '^src/message/', '^src/(?!message/)'),
    layer('kit-knows-no-domain', '^src/kit/', '^src/(?!kit/|message/)'),
    layer('store-sees-kit-and-message', '^src/store/', '^src/(?!store/|kit/|message/)'),
    layer('understanding-sees-kit-and-message', '^src/understanding/', '^src/(?!understanding/|kit/|message/)'),
    layer('outbox-sees-store', '^src/outbox/', '^src/(?!outbox/|store/|kit/|message/)'),
    layer('jobs-see-store', '^src/jobs/', '^src/(?!jobs/|store/|kit/|message/)'),
    layer('features-see-understanding-and-outbox', '^src/features/', '^src/(pipeline|jobs|watch|console|app)'),
    layer('opinion-sees-understanding', '^src/opinion/', '^src/(?!opinion/|understanding/|kit/|message/)'),
    {
      name: 'a-feature-never-imports-another-feature',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/[^/]+/', pathNot: '^src/features/$1/' },
    },
    layer('pipeline-sees-features', '^src/pipeline/', '^src/(jobs|watch|console|app)'),
    layer('watch-sees-features', '^src/watch/', '^src/(pipeline|jobs|console|app)'),
    layer('console-sees-features', '^src/console/', '^src/(pipeline|jobs|app)'),
    layer(
      'a-platform-sees-message-and-kit',
      '^bots/(sandbox|console|qq|wechat|telegram|history)/',
      '^(src/(?!message/|kit/)|bots/(?!sandbox/|qq/|wechat/|telegram/|history/))',
    ),
    {
      name: 'never-the-root-of-natural',
      comment: "natural's root loads 1,268 modules; take its light parts by path",
      severity: 'error',
      from: { path: '^(src|bots|test)/' },
      to: { path: 'node_modules/natural/lib/natural/index\\.js$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.cjs'],
    },
  },
}
