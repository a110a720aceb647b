import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { guestTokens } from '../../api/seats.js';
import { claimGuestSeats, homeQuery } from '../../api/student-home.js';
import { useSchoolTexts } from '../../i18n/school-texts.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';

/** Offers to make what was done in this browser as a guest the account's own. */
export function GuestSeats() {
  const words = useSchoolTexts().home;
  const cache = useQueryClient();
  const [count] = useState(() => guestTokens().length);
  const claim = useMutation({
    mutationFn: claimGuestSeats,
    onSuccess: () => cache.invalidateQueries({ queryKey: homeQuery().queryKey }),
  });
  if (count === 0) return null;
  if (claim.data)
    return (
      <Notice kind={claim.data.refused === 0 ? 'good' : 'plain'}>
        {claim.data.refused === 0 ? words.claimed : words.notClaimed}
      </Notice>
    );
  return (
    <Notice icon="person">
      <div className="row">
        <span>{words.guest(count)}</span>
        <Button small disabled={claim.isPending} onClick={() => claim.mutate()}>
          {words.claim}
        </Button>
      </div>
    </Notice>
  );
}
