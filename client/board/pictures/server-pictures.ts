/** Pictures as the server keeps them: asked for by who looks, sent by a therapist. */
import type { InvitationId, PictureId, SessionId } from '../../../shared/ids.ts';
import type { PictureAnswer } from '../../../shared/wire/http.ts';
import { getFile } from '../../connection/http.ts';
import { sendFile, type SendFile } from '../../connection/send-file.ts';

export const loadPicture =
  (session: SessionId, as: 'therapist' | InvitationId) =>
  (id: PictureId): Promise<Blob> =>
    getFile(`/api/sessions/${session}/pictures/${id}?as=${as}`);

export type SendPicture = (sent: Omit<SendFile, 'path'>) => Promise<PictureAnswer>;

export const sendPicture =
  (session: SessionId): SendPicture =>
  (sent) =>
    sendFile<PictureAnswer>({ ...sent, path: `/api/sessions/${session}/pictures` });
