/** The practice's own orders of exercises: kept as they are put together, listed, deleted. */
import { Router } from 'express';
import { maxExercisePlansOfPractice } from '../../shared/exercise/moves.ts';
import { exercisePlanId } from '../../shared/ids.ts';
import { newExercisePlanBody, type ExercisePlanAnswer } from '../../shared/wire/http.ts';
import type { AuditAct } from '../access/audit.ts';
import { familyOf, type FamilyParts } from '../family/family-routes.ts';
import { bodyOf, paramOf } from '../http/edge.ts';
import { notFound, Refused } from '../refused.ts';
import type { Therapist } from '../storage/account-store.ts';
import type { ExercisePlanStore } from '../storage/exercise-plan-store.ts';
import { mustNameNobody } from '../templates/names-nobody.ts';

export interface ExercisePlanParts extends FamilyParts {
  readonly plans: ExercisePlanStore;
}

export function exercisePlanRoutes(parts: ExercisePlanParts): Router {
  const { plans, signIns, clock, chance } = parts;
  const router = Router();

  const note = (therapist: Therapist, act: AuditAct, subject: string): Promise<void> =>
    parts.audit.add({
      ...{ at: clock.now(), practice: therapist.practice, by: therapist.id },
      ...{ act, subject },
    });

  router.get('/exercise-plans', async (request, response) => {
    const { practice } = await signIns.needed(request);
    response.json(await plans.plansOf(practice));
  });

  router.post('/families/:family/exercise-plans', async (request, response) => {
    const { therapist, family } = await familyOf(parts, request);
    const { title, exercises: asked } = bodyOf(request, newExercisePlanBody);
    const exercises = asked.map(({ name, setting }) => ({
      name,
      setting: { ...setting, people: [] }, // It is for other families too.
    }));
    const words = exercises.flatMap(({ setting }) => [setting.question, ...setting.words]);
    mustNameNobody('A kept order', [title, ...words], family);
    const plan = { id: chance.newId(exercisePlanId), title, exercises };
    if (!(await plans.add(therapist.practice, { ...plan, at: clock.now() }))) {
      const most = String(maxExercisePlansOfPractice);
      throw new Refused('refused', `A practice keeps at most ${most} orders. Delete one first.`);
    }
    await note(therapist, 'exercise-plan-kept', plan.id);
    const body: ExercisePlanAnswer = plan;
    response.status(201).json(body);
  });

  router.delete('/exercise-plans/:exercisePlan', async (request, response) => {
    const therapist = await signIns.needed(request);
    const id = paramOf(request, 'exercisePlan', exercisePlanId);
    if (!(await plans.remove(therapist.practice, id))) throw notFound();
    await note(therapist, 'exercise-plan-deleted', id);
    response.status(204).end();
  });

  return router;
}
