export const queueGroupName = 'course-service';
