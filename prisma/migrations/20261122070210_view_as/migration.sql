-- Somebody looks at Milepost as a customer does: one session, one account, for a while.
CREATE TABLE view_as (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  session_id uuid NOT NULL,
  user_id uuid NOT NULL,
  account_id uuid NOT NULL,
  started_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  end_reason text CONSTRAINT view_as_end_reason_is_known CHECK (end_reason IN ('left', 'time', 'session', 'account')),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT view_as_end_has_a_reason CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
-- A session looks as one account at a time.
CREATE UNIQUE INDEX view_as_open ON view_as (tenant_id, session_id) WHERE ended_at IS NULL;

-- Subtrees are walked by parents, so ranges of paths serve nobody.
DROP INDEX account_subtree;
