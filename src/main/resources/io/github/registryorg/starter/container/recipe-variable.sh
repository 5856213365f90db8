RECIPE="@code.recipe@"
