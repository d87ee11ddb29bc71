import { Button } from 'antd'
import { useState } from 'react'
import type { PostView } from '../../deps.js'
import { press } from '../api.js'
import { isIn, type ShownRoom } from './names.js'
import { useAct } from './use-act.js'

interface PostButtonsProps {
  post: PostView
  buttons: NonNullable<PostView['buttons']>
  as: string
  room: ShownRoom
}

export function PostButtons({ post, buttons, as, room }: PostButtonsProps) {
  const act = useAct()
  const [pressing, setPressing] = useState<string>()
  const pressButton = async (data: string) => {
    setPressing(data)
    await act(() => press(post.id, as, data))
    setPressing(undefined)
  }
  return (
    <div className="post-buttons">
      {buttons.map(({ label, data }, index) => (
        <Button
          key={data}
          size="small"
          type={index === 0 ? 'primary' : 'default'}
          ghost={index === 0}
          disabled={Boolean(post.recalled) || !isIn(room, as)}
          loading={pressing === data}
          onClick={() => void pressButton(data)}
          data-testid={`button-${post.id}-${index}`}
        >
          {label}
        </Button>
      ))}
    </div>
  )
}
