import { NotificationsFrame, NotificationsSkeleton } from './_components/notifications-frame'

export default function NotificationsLoading() {
  return (
    <NotificationsFrame>
      <NotificationsSkeleton />
    </NotificationsFrame>
  )
}
