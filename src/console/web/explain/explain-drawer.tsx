import { Button, Drawer, Empty, Spin } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Explanation, PostView } from '../../deps.js'
import { fetchExplanation } from '../api.js'
import { senderName } from '../sandbox/names.js'
import { CorrectionForm } from './correction-form.js'
import { DecisionList } from './decision-list.js'
import { EvidenceList } from './evidence-list.js'
import { MarkedText } from './marked-text.js'
import { ScoreBars } from './score-bars.js'
import { Verdict } from './verdict.js'

interface ExplainDrawerProps {
  post: PostView | undefined
  /** Goes up when the bot has handled the post again: what is shown is read anew. */
  handled: number | undefined
  desk: boolean
  /** Who may correct the bot: the person one is, when that works for the dealer. */
  corrector: string | undefined
  onClose(): void
}

type Answer = { post: string; explanation: Explanation | null } | { post: string; failed: true }

export function ExplainDrawer({ post, handled, desk, corrector, onClose }: ExplainDrawerProps) {
  const { t } = useTranslation()
  const [answer, setAnswer] = useState<Answer>()
  const id = post?.id
  const read = useCallback(async () => {
    if (id === undefined) return
    try {
      setAnswer({ post: id, explanation: await fetchExplanation(id) })
    } catch {
      setAnswer({ post: id, failed: true })
    }
  }, [id])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `handled` says that there is more to read
  useEffect(() => void read(), [read, handled])

  const known = answer && answer.post === id ? answer : undefined
  return (
    <Drawer
      open={post !== undefined}
      onClose={onClose}
      placement={desk ? 'right' : 'bottom'}
      size={desk ? 420 : '82%'}
      title={t('explain.title')}
      classNames={{ body: 'explain' }}
      rootClassName="explain-drawer"
      data-testid="explain-drawer"
    >
      {!known && <Spin />}
      {known && 'failed' in known && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('explain.failed')}>
          <Button onClick={() => void read()}>{t('explain.retry')}</Button>
        </Empty>
      )}
      {post && known && 'explanation' in known && (
        <Explained post={post} explanation={known.explanation} corrector={corrector} onCorrected={() => void read()} />
      )}
    </Drawer>
  )
}

interface ExplainedProps {
  post: PostView
  explanation: Explanation | null
  corrector: string | undefined
  onCorrected(): void
}

function Explained({ post, explanation, corrector, onCorrected }: ExplainedProps) {
  const { t } = useTranslation()
  const text = post.text ?? ''
  if (!explanation) {
    return (
      <Empty
        image={Empty.PRESENTED_IMAGE_SIMPLE}
        description={
          <>
            <div>{t('explain.none')}</div>
            <div className="hint">{t('explain.noneHint')}</div>
          </>
        }
      />
    )
  }
  const { meaning, decisions, corrections, model } = explanation
  return (
    <>
      <section>
        <h2>
          {t('explain.said')} · {senderName(post.from)}
        </h2>
        <MarkedText text={text} evidence={meaning.evidence} />
      </section>
      <section>
        <h2>{t('explain.verdict')}</h2>
        <Verdict meaning={meaning} />
      </section>
      <ScoreBars meaning={meaning} />
      <EvidenceList evidence={meaning.evidence} />
      <DecisionList decisions={decisions} />
      <CorrectionForm
        post={post.id}
        meaning={meaning}
        corrections={corrections}
        corrector={corrector}
        onCorrected={onCorrected}
      />
      <footer className="explain-model">{t('explain.model', { model })}</footer>
    </>
  )
}
